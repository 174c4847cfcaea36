"""Rows of ACLED and UCDP GED as documents: every field is kept in the text, the row as it stands in the file is the capture.

The text begins with the row's own prose, where it has any; then stand the fields, a line each, those first that say what happened.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

import yaml

from marsad.errors import BadInput
from marsad.model import Block, BlockKind, Capture, Document
from marsad.text import Span

_DELIMITERS = ",;\t"
_LONGEST = 1_000_000  # bytes of one line, code points of one field
LANGUAGE = "en"  # of the fields, and of the prose of both datasets


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A dataset of events: how its tables are known, and which columns tell what. See `datasets.yaml`."""

    code: str
    name: str
    id: str
    prose: str
    outlet: str
    telling: tuple[str, ...]
    columns: frozenset[str]


@cache
def load_datasets() -> tuple[Dataset, ...]:
    """Read the datasets that are known."""
    data: Mapping[str, Mapping[str, Any]] = yaml.safe_load(files("marsad.ingest").joinpath("datasets.yaml").read_text("utf-8"))
    return tuple(
        Dataset(
            code=code,
            name=entry["name"],
            id=entry["id"],
            prose=entry["prose"],
            outlet=entry["outlet"],
            telling=tuple(entry["telling"]),
            columns=frozenset(entry["columns"]),
        )
        for code, entry in data.items()
    )


def find_dataset(header: Sequence[str]) -> Dataset | None:
    """Tell which dataset a table is of, by the names of its columns; None where it is of none. It may have further columns."""
    names = set(header)
    return next((one for one in load_datasets() if one.columns <= names), None)


def read_observations(stream: BinaryIO, name: str, *, published: dt.date | None = None) -> Iterator[Document | BadInput]:
    """Read the rows of a CSV file of ACLED or UCDP GED one by one; a row that cannot be read gives an error in its place.

    A file of any length is read, in UTF-8 and with commas, semicolons or tabs between fields.
    """
    lines = _Lines(stream, name)
    try:
        first = next(lines, "")
        delimiter = max(_DELIMITERS, key=first.count)
        header = next(csv.reader([first], delimiter=delimiter), [])
        dataset = find_dataset(header)
        if dataset is None:
            raise BadInput(
                f"{name} is a table whose columns are not known",
                "Tables of ACLED and of UCDP GED are read, with their columns as they were exported",
            )
        yield from _rows(lines, dataset, header, delimiter, first, name, published)
    except BadInput as error:
        yield error
    except UnicodeDecodeError:
        yield BadInput(f"{name}, after line {lines.number}: not UTF-8", "Export it again as UTF-8; what stands before was read")


class _Lines(Iterator[str]):
    """The lines of a file, remembered as they are taken, so that a row can be kept as it stands there."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.stream, self.name, self.number, self.taken = stream, name, 0, list[str]()

    def __next__(self) -> str:
        raw = self.stream.readline(_LONGEST + 1)
        if not raw:
            raise StopIteration
        if len(raw) > _LONGEST:
            raise BadInput(f"{self.name}:{self.number + 1}: a line of more than {_LONGEST:,} bytes", "It is no table of events")
        line = (raw.removeprefix(codecs.BOM_UTF8) if not self.number else raw).decode("utf-8")
        self.number += 1
        self.taken.append(line)
        return line


def _rows(  # noqa: PLR0917
    lines: _Lines, dataset: Dataset, header: Sequence[str], delimiter: str, first: str, name: str, published: dt.date | None
) -> Iterator[Document | BadInput]:
    csv.field_size_limit(_LONGEST)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.taken.clear()
        start = lines.number + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield BadInput(f"{name}:{start}: broken CSV, {error}", "Mend the line; what stands after it was not read")
            return
        if cells is None:
            return
        if not any(cells):
            continue
        if len(cells) != len(header):
            hint = "Mend the row: a quotation mark or a delimiter may be missing"
            yield BadInput(f"{name}:{start}: {len(cells)} fields, and the table has {len(header)} columns", hint)
            continue
        row = "".join(lines.taken)
        capture = Capture((first + row).encode("utf-8"), "text/csv")
        try:
            yield make_observation(dataset, dict(zip(header, cells, strict=True)), capture, f"{name}:{start}", published)
        except BadInput as error:
            yield error


def make_observation(
    dataset: Dataset, row: Mapping[str, str], capture: Capture, where: str, published: dt.date | None = None
) -> Document:
    """Make the document of a row. Raises BadInput where the row has no id of its own."""
    told = {name: " ".join(value.split()) for name, value in row.items()}
    if not told.get(dataset.id):
        raise BadInput(f"{where}: no {dataset.id}", "Export the row again: without its id nobody can find it in the dataset")
    prose = told[dataset.prose]
    rest = [name for name in told if name not in (*dataset.telling, dataset.prose)]
    lines = [f"{name}: {told[name]}" for name in (*dataset.telling, *rest) if told[name]]
    table = "\n".join(lines)
    text = f"{prose}\n\n{table}\n" if prose else f"{table}\n"
    at = len(prose) + 2 if prose else 0
    blocks = [Block(Span(0, len(prose)), BlockKind.paragraph)] if prose else []
    return Document(
        id=f"{dataset.code}-{told[dataset.id]}",
        text=text,
        language=LANGUAGE,
        outlet=told.get(dataset.outlet) or dataset.name,
        published=published,
        blocks=(*blocks, Block(Span(at, at + len(table)), BlockKind.table)),
        dataset=dataset.code,
        capture=capture,
    )
