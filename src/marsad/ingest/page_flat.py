"""All text of a page without a tree: for pages nested deeper than a parser goes, where it would lose what stands at the bottom."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

# One pass: what is opened and never closed goes to the end, as browsers have it, so that no page takes longer than its length.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|svg|iframe|head)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>?|[^<]+",
    re.IGNORECASE | re.DOTALL,
)
_INLINE = re.compile(r"</?(?:a|b|i|u|em|strong|span|font|small|big|sup|sub|bdi|bdo|abbr|cite|q|mark|time)\b", re.IGNORECASE)


def flatten(source: str) -> list[str]:
    """Give the lines of a page's text, cut at every tag that is not one of words."""
    return [line for line in (" ".join(line.split()) for line in "".join(_pieces(source)).split("\n")) if line]


def _pieces(source: str) -> Iterator[str]:
    for found in _TOKEN.finditer(source):
        token = found.group()
        if not token.startswith("<"):
            yield html.unescape(" ".join(token.split("\n"))).replace("\n", " ")
        elif not _INLINE.match(token):
            yield "\n"
