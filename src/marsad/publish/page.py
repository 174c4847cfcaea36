"""What our pages share: templates that escape everything, and filters for text of strangers."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import jinja2

from marsad.publish.bidi import one_line, show_controls, split_runs


@lru_cache(maxsize=1)
def page_environment() -> jinja2.Environment:
    """Give the templates, with the filters `line`, `runs`, `shown` and `is_web`."""
    folder = resources.files("marsad.publish") / "templates"
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"line": one_line, "runs": split_runs, "shown": show_controls, "is_web": is_web}
    return environment


def is_web(url: str) -> bool:
    """Tell whether an address may be a link; any other scheme is only shown."""
    return url.startswith(("https://", "http://"))
