"""The address of a page: where it was got, and what it says of itself."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_FORMS = re.compile(r"\A(?:www\d?|m|mobile|amp)\.")


def choose_address(told: str, answered: str) -> tuple[str, str]:
    """Choose the address of a page: the one that it tells of itself where it is of the same site, else where it was got.

    A page could otherwise pass for a newer version of another site's article. With it comes a remark where what it tells
    is not used.
    """
    try:
        claimed, real = urlsplit(told), urlsplit(answered)
        hosts = _site(claimed.hostname), _site(real.hostname)
    except ValueError:
        return answered, ""
    if not told or claimed.scheme not in ("http", "https"):
        return answered, ""
    if claimed.path in ("", "/") and not claimed.query and (real.path not in ("", "/") or real.query):
        return answered, ""  # many sites name their front page in every article
    first, second = hosts
    if first == second or first.endswith(f".{second}") or second.endswith(f".{first}"):
        return told, ""
    return answered, f"it says that its address is {told}, on another site; {answered} is where it was got"


def _site(host: str | None) -> str:
    return _FORMS.sub("", (host or "").lower().rstrip("."))


def name_page(url: str) -> str:
    """Give a page an id for people out of its address: its site and the last word of its path."""
    parts = urlsplit(url)
    words = [re.sub(r"[^\w.-]+", "-", unquote(part)).strip("-.") for part in (*parts.path.split("/"), parts.query)]
    last = next((word for word in reversed(words) if re.search(r"\w", word)), "")
    last = re.sub(r"\.(?:s?html?|php|aspx?)\Z", "", last)[:80].strip("-.")
    return "-".join(filter(None, (_site(parts.hostname), last))) or "page"
