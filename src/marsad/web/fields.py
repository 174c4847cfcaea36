"""The fields of a claim as a form shows them, and what was changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from marsad.store.corrections import check_value, write_value
from marsad.web.reader import Reader

_LABELS: Mapping[str, str] = {"type": "event", "actor": "doer", "target": "bearer"}  # what the words of slips call otherwise
_GROUPS: Mapping[str, str] = {"act": "acts", "type": "events", "status": "statuses"}
_CODES = ("source", "actor", "target", "when", "deadline", "killed", "wounded", "displaced", "mode")
START = "field_"


class FormField(NamedTuple):
    """One field of a claim in a form: `options` where it is one of a few, `code` where it is written from left to right."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    code: bool = False


def lay_fields(values: Mapping[str, Any], by: Reader) -> tuple[FormField, ...]:
    """Lay the fields of a claim into a form."""
    return tuple(_lay(name, write_value(value), by) for name, value in values.items())


def _lay(name: str, value: str, by: Reader) -> FormField:
    label = by.label("slip", _LABELS.get(name, name))
    if name == "negated":
        return FormField(name, label, value, (("false", by.say("review.no")), ("true", by.label("slip", "yes"))))
    if name in _GROUPS:
        return FormField(
            name, label, value, tuple((code, by.label(_GROUPS[name], code)) for code in by.labels.groups[_GROUPS[name]])
        )
    return FormField(name, label, value, code=name in _CODES)


def read_changes(form: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, str]:
    """Give what a form says otherwise than a claim, as it is written. Raises BadInput for what a field cannot hold."""
    written = {name: form[START + name].strip() for name in values if START + name in form}
    changed = {name: text for name, text in written.items() if text != write_value(values[name])}
    for name, text in changed.items():
        check_value(name, text)
    return changed


def read_fields(form: Mapping[str, str], names: Iterable[str]) -> dict[str, Any]:
    """Give the fields of a form as the claim record has them. Raises BadInput for what a field cannot hold."""
    return {name: check_value(name, form[START + name]) for name in names if START + name in form}
