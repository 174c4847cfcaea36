"""Who asks, and what they may do: a route says which role it needs, and is not reached by anybody below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from fastapi import Depends, Request

from marsad.errors import Nameless, NotAllowed, Unknown

Role = Literal["reader", "coder", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may
Known = Literal["machine", "session", "token", "visitor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """Who asks: under which name, with which role, and how they are known.

    `machine`: there are no accounts, and whoever is at this machine may do everything under the name that they gave. `session` and
    `token`: by an account. `visitor`: nobody in particular, who reads what is public.
    """

    name: str
    role: Role
    known: Known
    account: int | None = None

    def may(self, role: Role) -> bool:
        """Whether they may do what needs a role."""
        return ROLES.index(self.role) >= ROLES.index(role)

    @property
    def visits(self) -> bool:
        """Whether they see only what is public."""
        return self.known == "visitor"


VISITOR = Somebody(name="", role="reader", known="visitor")


def whoever(request: Request) -> Somebody:
    """Give who asks; the entrance has looked before any route is reached."""
    found: Somebody | None = getattr(request.state, "somebody", None)
    if found is None:
        raise Unknown("this is for people who are known here", "Sign in, or send a token")
    return found


def need(role: Role) -> Callable[[Request], Somebody]:
    """Make the dependency of a route that needs a role."""

    def check(request: Request) -> Somebody:
        somebody = whoever(request)
        if not somebody.may(role):
            raise NotAllowed(f"this is for the role {role} and above", f"Your role is {somebody.role}; an admin can change it")
        if not somebody.name:
            raise Nameless("what is changed here is kept with a name", "Say first under which name you work; a pseudonym will do")
        return somebody

    return check


def signed(request: Request) -> Somebody:
    """Give who asks, where they have signed in: their account is for them alone, and not for their programs."""
    somebody = whoever(request)
    if somebody.known != "session":
        raise NotAllowed("this is for who has signed in", "Sign in with your account")
    return somebody


Anybody = Annotated[Somebody, Depends(whoever)]
Coder = Annotated[Somebody, Depends(need("coder"))]
Reviewer = Annotated[Somebody, Depends(need("reviewer"))]
Admin = Annotated[Somebody, Depends(need("admin"))]
Signed = Annotated[Somebody, Depends(signed)]
