"""Rendering of pages: templates that escape everything, with the reader's words at hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from urllib.parse import quote, urlencode

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse

from marsad.publish.bidi import one_line, show_controls, split_runs
from marsad.publish.page import is_web
from marsad.store.corrections import write_value
from marsad.web.asked import query_of
from marsad.web.reader import Reader


@cache
def page_environment() -> jinja2.Environment:
    """Give the templates of the pages."""
    folder = resources.files("marsad.web") / "templates"
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "line": one_line,
        "runs": split_runs,
        "shown": show_controls,
        "is_web": is_web,
        "part": quote_part,
        "written": write_value,
    }
    environment.globals |= {"query_of": query_of, "query": write_query}
    return environment


def quote_part(text: str) -> str:
    """Write a text as a part of an address."""
    return quote(text, safe="")


def write_query(**values: object) -> str:
    """Write the query of an address."""
    told = {name: value for name, value in values.items() if value not in (None, "")}
    return f"?{urlencode(told)}" if told else ""


def render(request: Request, reader: Reader, template: str, values: Mapping[str, object], *, status: int = 200) -> HTMLResponse:
    """Render a page for a reader."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    around = {"by": reader, "here": here, "path": request.url.path, "somebody": getattr(request.state, "somebody", None)}
    page = page_environment().get_template(template).render(around | dict(values))
    answer = HTMLResponse(page, status_code=status)
    answer.headers["Content-Language"] = reader.language
    answer.headers["Vary"] = "Cookie, Accept-Language"
    return answer
