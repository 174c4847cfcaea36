"""Where news calls people by their last name, a last name is somebody only where it can be nobody else."""

from __future__ import annotations

import pytest

from marsad.pack import load_pack


def bearers(word: str) -> list[str]:
    forms = load_pack("en").lexicon._forms.get(word, ())
    return [form.entry.id for form in forms if form.entry.id.startswith("offices#") and not form.tail]


@pytest.mark.parametrize("surname", ["putin", "assad", "zelenskyy", "lavrov", "erdogan"])
def test_a_last_name_calls_its_only_bearer(surname: str) -> None:
    assert len(bearers(surname)) == 1


@pytest.mark.parametrize("name", ["ibrahim", "johnson", "khan", "ahmed", "salman"])
def test_a_name_that_many_bear_calls_nobody(name: str) -> None:
    assert bearers(name) == []
