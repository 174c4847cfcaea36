"""Imports run one way: model and text at the bottom, the arrows above, then what shows and joins them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "src" / "marsad"
# A room may import from itself and from the rooms named; what no row names may be imported by everybody.
MAY_IMPORT = {
    "errors": set(),
    "text": {"errors"},
    "words": {"text"},
    "model": {"text"},
    "gazetteer": {"errors", "model", "text"},
    "pack": {"errors", "model", "text", "words", "gazetteer"},
    "ingest": {"errors", "model", "text"},
    "fetching": {"errors", "text", "ingest"},
    "observing": {"model", "text", "gazetteer"},
    "reading": {"errors", "model", "text", "words", "pack"},
    "coding": {"errors", "model", "text", "words", "pack", "reading"},
    "ledger": {"errors", "model", "text", "words"},
    "publish": {"errors", "model", "text", "ledger", "gazetteer"},
    "store": {"errors", "model", "text", "ledger"},
    "web": {"errors", "model", "text", "ledger", "publish", "store"},
    "cli": {
        "errors",
        "model",
        "text",
        "words",
        "gazetteer",
        "pack",
        "ingest",
        "fetching",
        "observing",
        "reading",
        "coding",
        "ledger",
        "store",
        "publish",
        "web",
    },
    "__main__": {"cli"},
    "__init__": {"errors", "model", "text", "pack", "ingest", "reading", "coding", "ledger"},
}
ARROWS = ("ingest", "observing", "reading", "coding", "ledger")
# What touches the world: the arrows take values and give values.
WORLD = {"socket", "httpcore", "ssl", "protego", "urllib", "http", "requests", "httpx", "sqlite3", "subprocess", "time", "random"}


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


FILES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_from_the_rooms_below_it(path: Path) -> None:
    room = room_of(path)
    assert room in MAY_IMPORT, f"the room {room} has no row in MAY_IMPORT: say what it may import"
    rooms = {name.split(".")[1] for name in imports_of(path) if name.startswith("marsad.")}
    known = rooms & set(MAY_IMPORT)
    assert known - {room} <= MAY_IMPORT[room]


@pytest.mark.parametrize(
    "path", [p for p in FILES if room_of(p) in ARROWS and room_of(p) != "ingest"], ids=lambda path: str(path.relative_to(ROOT))
)
def test_the_arrows_touch_neither_network_nor_clock_nor_database(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports_of(path)} & WORLD


@pytest.mark.parametrize("path", [p for p in FILES if room_of(p) != "fetching"], ids=lambda path: str(path.relative_to(ROOT)))
def test_one_room_alone_reaches_the_network(path: Path) -> None:
    reaching = {"socket", "ssl", "http", "httpx", "httpcore", "requests", "urllib3", "urllib.request", "aiohttp", "ftplib"}
    names = imports_of(path)
    assert not ({name.split(".")[0] for name in names} | names) & reaching
