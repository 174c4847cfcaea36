"""What is sent in a form: the fields that are words."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request

_MOST_FIELDS = 60


async def read_form(request: Request) -> Mapping[str, str]:
    """Read the fields of a form that are words; of a name that stands twice the last counts."""
    form = await request.form(max_fields=_MOST_FIELDS, max_files=0)
    return {name: value.replace("\0", "\ufffd") for name, value in form.items() if isinstance(value, str)}


async def read_several(request: Request, name: str) -> list[str]:
    """Read all values of one field of a form."""
    form = await request.form(max_fields=_MOST_FIELDS, max_files=0)
    return [value for value in form.getlist(name) if isinstance(value, str)]
