"""The documents tell the truth: commands, options, outputs, keys, files and targets that they name exist, and none is left out."""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from marsad.cli import app
from marsad.coding import code
from marsad.model import Claim, Document, FlagKind, SkipReason
from marsad.pack import FILES, list_packs, load_pack, read_file
from marsad.pack.compile import _CUE_KEYS, _EVENT_KEYS
from marsad.publish.jsonl import record_claim
from marsad.reading import read
from marsad.store.schema import metadata

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
USAGE = [path for path in DOCUMENTS if path.name != "CHANGELOG.md"]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def blocks(path: Path, *kinds: str) -> Iterator[str]:
    return (body for kind, body in BLOCK.findall(path.read_text("utf-8")) if kind in kinds)


# ── Commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, (*path, name))


COMMANDS = dict(commands(app))


def options_of(command: click.Command) -> set[str]:
    context = click.Context(command)
    return {name for parameter in command.get_params(context) if isinstance(parameter, click.Option) for name in parameter.opts}


def test_every_command_is_shown_in_a_document() -> None:
    shown = {path for document in USAGE for path, _ in typed_commands(document)}
    assert {path for path, command in COMMANDS.items() if not isinstance(command, click.Group)} - shown == set()


def test_every_option_of_every_command_is_told_in_a_document() -> None:
    told = "\n".join(path.read_text("utf-8") for path in USAGE)
    options = {name for command in COMMANDS.values() for name in options_of(command) if name.startswith("--")}
    assert {name for name in options if not re.search(rf"{name}\b", told)} == set()


def typed_commands(document: Path) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Give every `marsad` command that a document shows in a block, as its path and its arguments."""
    for body in blocks(document, "", "console"):
        for line in body.splitlines():
            found = re.match(r"(?:\$ )?(?:cat \S+ \| )?marsad (.*?)(?:   .*| > \S+)?$", line)
            if found:
                arguments = shlex.split(found.group(1))
                path: tuple[str, ...] = ()
                while arguments and (*path, arguments[0]) in COMMANDS:
                    path = (*path, arguments.pop(0))
                yield path, arguments


@pytest.mark.parametrize("document", USAGE, ids=name_of)
def test_a_command_that_a_document_shows_would_be_taken(document: Path) -> None:
    for path, arguments in typed_commands(document):
        command = COMMANDS[path]
        assert not isinstance(command, click.Group) or arguments[:1] in (["--help"], ["--version"]), (
            f"no command: {path} {arguments}"
        )
        with click.Context(command, info_name=" ".join(path), resilient_parsing=True) as context:
            _, left, _ = command.make_parser(context).parse_args(list(arguments))
        assert not left, f"{path} does not take {left}"


def outputs() -> Iterator[Any]:
    for document in USAGE:
        for body in blocks(document, "console"):
            head, _, rest = body.partition("\n")
            assert head.startswith("$ marsad "), f"{document.name}: a console block begins with its command"
            if rest.strip():
                yield pytest.param(head.removeprefix("$ marsad "), rest, id=f"{name_of(document)}: {head}")


@pytest.fixture(scope="module")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database that `make demo` makes, and that documents show."""
    path = str(tmp_path_factory.mktemp("shown") / "marsad.db")
    for folder in ("reports", "corrections"):
        assert CliRunner().invoke(app, ["add", str(ROOT / "demo" / folder), "--database", path, "--quiet"]).exit_code == 0
    return path


@pytest.mark.parametrize(("command", "shown"), list(outputs()))
def test_a_command_that_a_document_shows_prints_what_stands_there(
    command: str, shown: str, demo_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("MARSAD_DATABASE", demo_database)
    result = CliRunner().invoke(app, shlex.split(command))
    assert result.exit_code == 0
    parts = [part.strip("\n") for part in re.split(r"^…$", shown, flags=re.MULTILINE) if part.strip()]
    assert parts
    whole = "…" not in shown.splitlines()
    for part in parts:
        assert part in result.stdout
    if whole:
        assert parts == [result.stdout.strip("\n")]


def test_every_table_of_the_database_is_told() -> None:
    told = (ROOT / "docs" / "store.md").read_text("utf-8")
    assert {name for name in metadata.tables if f"`{name}`" not in told} == set()


# ── Files, links, targets ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_readme_shows_the_example_as_it_is() -> None:
    example = (ROOT / "docs" / "example.ar.txt").read_text("utf-8")
    assert example in list(blocks(README, "text"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_link_between_documents_leads_somewhere(document: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(#[^)]*)?\)", document.read_text("utf-8")):
        file = document.parent / target if target else document
        assert file.exists(), f"{document.name} links to {target}"
        if anchor:
            heads = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor[1:] in {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}, f"{target}{anchor}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_file_that_a_document_names_exists(document: Path) -> None:
    named = re.findall(r"`((?:src|tests|tools|docs|benchmarks)/[\w./-]+)`", document.read_text("utf-8"))
    assert {path for path in named if not (ROOT / path).exists()} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_make_target_that_a_document_names_exists(document: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make (\w+)", document.read_text("utf-8"), re.MULTILINE)) <= targets


def test_every_make_target_is_named_in_the_readme() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert targets - set(re.findall(r"\bmake (\w+)", README.read_text("utf-8"))) == set()


def test_every_room_of_the_package_has_a_line_in_the_architecture() -> None:
    told = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    package = ROOT / "src" / "marsad"
    rooms = [path for path in package.iterdir() if path.name[:2] not in ("__", "py") and path.suffix in ("", ".py")]
    assert {path.name for path in rooms if f"| `src/marsad/{path.name}{'/' if path.is_dir() else ''}` |" not in told} == set()


def test_every_module_that_reads_or_codes_is_told_in_the_document_of_reading() -> None:
    told = (ROOT / "docs" / "reading.md").read_text("utf-8")
    modules = [path for room in ("reading", "coding") for path in (ROOT / "src" / "marsad" / room).glob("[a-z]*.py")]
    kept = {"told.py"}  # the inside of `when`
    assert {path.name for path in modules if path.name not in kept and path.name not in told} == set()


# ── Keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def section_of(document: str, section: str) -> str:
    text = (ROOT / "docs" / document).read_text("utf-8")
    return re.split(r"^## ", text.partition(f"\n## {section}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def told_keys(document: str, section: str) -> set[str]:
    """Give what stands in backticks in a section of a document."""
    return set(re.findall(r"`([^`]+)`", section_of(document, section)))


def test_every_file_of_a_pack_is_told() -> None:
    told = (ROOT / "docs" / "pack-format.md").read_text("utf-8")
    files = [path.name for path in (ROOT / "src" / "marsad" / "languages" / "ar").iterdir()]
    assert {name for name in files if f"\n## {name}\n" not in told} == set()


def keys_of_packs(*, drafts: bool) -> Iterator[Any]:
    for name in FILES:
        keys = {key for language in list_packs(drafts=drafts) for key in keys_of_file(name, read_file(language, name))}
        keys |= {"events": _EVENT_KEYS, "cues": _CUE_KEYS}.get(name, set())
        yield pytest.param(name, keys, id=name)


def keys_of_file(name: str, raw: Any) -> set[str]:
    keys = set(raw) if isinstance(raw, dict) else {key for row in raw for key in row}
    if name in ("roles", "plain_verbs"):
        keys |= {key for rows in raw.values() for row in rows if isinstance(row, dict) for key in row}
    if name == "orthography":
        keys |= {key for row in raw["proclitics"] for key in row}
    if name == "function":
        keys |= {kind for group in ("negation", "prepositions") for kind in raw[group]}
    if name == "numbers":
        keys |= set(raw["bounds"])
    return keys


@pytest.mark.parametrize(("name", "keys"), list(keys_of_packs(drafts=False)))
def test_every_key_of_a_pack_is_told(name: str, keys: set[str]) -> None:
    told = {word for key in told_keys("pack-format.md", f"{name}.yaml") for word in re.findall(r"\w+", key)}
    assert keys - told == set()


@pytest.mark.parametrize(("name", "keys"), list(keys_of_packs(drafts=True)))
def test_a_key_that_is_told_is_one_of_the_pack(name: str, keys: set[str]) -> None:
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", section_of("pack-format.md", f"{name}.yaml"), re.MULTILINE)
    assert {key for row in rows for key in re.findall(r"\w+", row)} - keys == set()


FOUND_BY_THEMSELVES = {SkipReason.repeated_caption, SkipReason.other_language}


@pytest.mark.parametrize("reason", [reason for reason in SkipReason if reason not in FOUND_BY_THEMSELVES])
def test_every_reason_for_reading_past_is_told(reason: SkipReason) -> None:
    assert reason.name in told_keys("pack-format.md", "furniture.yaml")


def claims_of_the_example() -> list[dict[str, Any]]:
    text = (ROOT / "docs" / "example.ar.txt").read_text("utf-8")
    pack = load_pack("ar")
    document = Document(id="example.ar", text=text, language="ar", published=dt.date(2020, 2, 12))
    claims: list[Claim] = code(read(document, pack), pack)
    return [record_claim(claim) for claim in claims]


def test_the_document_of_the_claim_record_shows_a_claim_as_it_is_printed() -> None:
    text = (ROOT / "docs" / "claim-record.md").read_text("utf-8")
    number, body = re.findall(r"<!-- claim (\d+) -->\n```json\n(.*?)```", text, re.DOTALL)[0]
    assert list(json.loads(body).items()) == list(claims_of_the_example()[int(number) - 1].items())


def test_every_key_of_the_claim_record_is_told() -> None:
    record = claims_of_the_example()[0]
    told = told_keys("claim-record.md", "The keys")
    assert {*record, *record["event"], *record["spans"]} - told == set()


@pytest.mark.parametrize("kind", list(FlagKind))
def test_every_kind_of_doubt_is_told(kind: FlagKind) -> None:
    assert kind.value in told_keys("claim-record.md", "The keys")
