"""The one seam between the commands and the arrows: document to claims, claims to links and ledger.

Everything heavy is loaded here, when it is first needed, and kept for the run.
"""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from marsad.errors import BadInput, NotFound

_VALUES_BETWEEN_COLLECTIONS = 50_000

if TYPE_CHECKING:
    from marsad.ledger import Coded, Lens, Problem, Spelling
    from marsad.model import Agreement, Claim, Document, Ledger, Link, Skipped, Telling
    from marsad.pack import Pack
    from marsad.store import Prepared
    from marsad.text import Span


def code_document(document: Document, progress: Callable[[int], None] | None = None) -> Coded:
    """Read and code one document; `progress` is told the code points read so far. Raises NoPack where its language has no pack.

    Paragraphs in another language are read by the pack of that language, or read past where there is none. The claims of a row of a
    dataset are made of its fields.
    """
    if document.dataset:
        return _code_row(document)
    from marsad.coding import code
    from marsad.ingest.language import find_foreign, languages_with_pack
    from marsad.ledger import Coded
    from marsad.reading import reader_of
    from marsad.reading.sentences import split_lines

    foreign = list(find_foreign(document.text, document.language))
    pack = load_once(document.language)
    reading = reader_of(pack).read(document, progress, _pass_by(part.span for part in foreign))
    claims, flags, skipped = list(code(reading, pack)), list(reading.flags), list(reading.skipped)
    for language in sorted({part.language for part in foreign} & set(languages_with_pack())):
        own = {part.span for part in foreign if part.language == language}
        rest = [line for line in split_lines(document.text) if line not in own]
        other = reader_of(load_once(language)).read(replace(document, language=language), None, _pass_by(rest))
        claims += code(other, load_once(language))
        flags += other.flags
        skipped = [part for part in skipped if part.span not in own] + [part for part in other.skipped if part.span not in rest]
    return Coded(document, tuple(claims), tuple(flags), tuple(skipped))


def _code_row(document: Document) -> Coded:
    from marsad.ledger import Coded
    from marsad.observing import observe

    return Coded(document, observe(document))


def _pass_by(lines: Iterable[Span]) -> list[Skipped]:
    from marsad.model import Skipped, SkipReason

    return [Skipped(line, SkipReason.other_language) for line in lines]


def explain_document(document: Document, number: int | None) -> Iterator[str]:
    """Explain one sentence of a document, counted from 1, or list its sentences. Raises BadInput where it has no such sentence."""
    from marsad.cli.explanation import render_explanation
    from marsad.coding import code
    from marsad.coding.explain import explain
    from marsad.ingest.language import find_foreign
    from marsad.publish.bidi import isolate
    from marsad.reading import reader_of

    pack = load_once(document.language)
    reading = reader_of(pack).read(document, None, _pass_by(part.span for part in find_foreign(document.text, document.language)))
    if number is None:
        found = Counter(claim.sentence for claim in code(reading, pack))
        for one in reading.sentences:
            yield f"{one.index + 1:>4}  claims {found[one.span]:>2}  {isolate(one.span.of(document.text))}"
        return
    if number > len(reading.sentences):
        raise BadInput(f"{document.id} has {len(reading.sentences)} sentences", "Leave out --sentence to list them")
    yield from render_explanation(explain(reading, pack, number - 1), document.text)


@cache
def load_once(language: str) -> Pack:
    """Load a pack for the whole run. Raises NoPack where the language has none.

    A pack is well over a hundred thousand small values that live as long as the run. They are kept from the collector of garbage,
    which would pass through them again and again: without it a pack loads and documents are read about a tenth faster. Reading
    leaves next to nothing that only the collector could find, so it need not look every few hundred values either.
    """
    from marsad.pack import load_pack

    gc.disable()
    try:
        pack = load_pack(language)
    finally:
        gc.enable()
    gc.freeze()
    gc.set_threshold(_VALUES_BETWEEN_COLLECTIONS)
    return pack


@cache
def known_agreements() -> Mapping[str, Agreement]:
    """Give the agreements that come with the package, by id."""
    from marsad.ledger import load_agreements

    return load_agreements()


def choose_agreement(name: str) -> Agreement:
    """Find an agreement by its id, or read it where the name is that of a YAML file.

    Raises NotFound with near names, BadPack for a malformed file.
    """
    from marsad.ledger import find_agreement, parse_agreement

    if name.endswith((".yaml", ".yml")):
        return parse_agreement(read_text(Path(name)), name)
    return find_agreement(name, known_agreements())


def check_file(path: Path) -> list[Problem]:
    """List the problems of an agreement file. Raises NotFound or BadInput where it cannot be read at all."""
    from marsad.ledger import check_agreement

    return check_agreement(read_text(path), str(path))


def read_text(path: Path) -> str:
    """Read a data file, which is UTF-8. Raises NotFound or BadInput."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(f"{path} is not there", "Give an agreement's YAML file") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8 at byte {error.start}", "Save it again as UTF-8") from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}", "Give an agreement's YAML file") from error


@cache
def _spelling(language: str) -> Spelling:
    from marsad.ingest.language import languages_with_pack
    from marsad.ledger import Spelling, plain_spelling

    if language not in languages_with_pack():
        return plain_spelling(language)  # rows of datasets are linked by the names in their fields
    pack = load_once(language)
    orthography = pack.raw["orthography"]
    return Spelling(
        language, pack.folding, tuple(row["form"] for row in orthography["proclitics"]), tuple(orthography["enclitics"])
    )


def _lens(agreement: Agreement, language: str) -> Lens:
    from marsad.ledger import make_lens

    return make_lens(agreement, _spelling(language))


@cache
def _lenses(language: str) -> tuple[Lens, ...]:
    return tuple(_lens(agreement, language) for agreement in known_agreements().values())


def link_document(coded: Coded) -> list[Link]:
    """Link the claims of one document to the commitments of every agreement known."""
    from marsad.ledger import link_claims

    lenses = _lenses(coded.document.language) if coded.claims else ()
    return [link for lens in lenses for link in link_claims(coded.claims, coded.document, lens)]


@cache
def _is_common(language: str) -> Callable[[str], bool]:
    """Give the test of a language for folded words that are no personal names: offices, bodies, countries, and common words."""
    from marsad.pack.entries import NameEntry, RoleEntry
    from marsad.reading.who import ActorReader

    pack = load_once(language)
    is_plain = ActorReader(pack).is_common

    @cache
    def is_common(word: str) -> bool:
        entries = [piece.form.entry for piece in pack.lexicon.analyse(word)]
        bodies = (e for e in entries if isinstance(e, RoleEntry) or (isinstance(e, NameEntry) and e.kind != "holder"))
        return any(True for _ in bodies) or is_plain(word)

    return is_common


def tell_claim(claim: Claim, document: Document) -> Telling:
    """Make the telling of a claim by its document, by which origins and incidents are found."""
    from marsad.ingest.language import languages_with_pack
    from marsad.ledger.tellings import make_telling

    language = document.language
    if language not in languages_with_pack():
        return make_telling(claim, document)
    return make_telling(claim, document, load_once(language).folding, _is_common(language))


def tell_claims(coded: Coded) -> list[Telling]:
    """Make the tellings of one document."""
    return [tell_claim(claim, coded.document) for claim in coded.claims]


def settle_ledger(coded: Iterable[Coded], agreement: Agreement, today: dt.date | None = None) -> Ledger:
    """Settle the ledger of one agreement from coded documents; its calendar is that of `today`, else of the last publication."""
    from marsad.ingest.language import languages_with_pack
    from marsad.ledger import settle

    documents = list(coded)
    languages = {one.document.language for one in documents}
    lenses = {language: _lens(agreement, language) for language in languages}
    known = {language: _is_common(language) for language in languages if language in languages_with_pack()}
    return settle(documents, agreement, lenses, today=today, is_common=known)


def render_ledger(ledger: Ledger, form: str, *, width: int, color: bool) -> str:
    """Render a ledger as text, as a page, or as JSON."""
    if form == "html":
        from marsad.publish.ledger_html import render_html

        return render_html(ledger)
    if form == "json":
        from marsad.publish.ledger_json import render_json

        return render_json(ledger)
    from marsad.publish.ledger_text import render_text

    return render_text(ledger, width=width, color=color)


# ── For the store ──


@cache
def reader_version() -> str:
    """Give a short hash of what reads: code, words, names and agreements. Another one may read the same text otherwise."""
    root = Path(__file__).resolve().parents[1]
    whole = hashlib.sha256()
    for room in ("observing", "reading", "coding", "pack", "ledger", "languages", "gazetteer", "agreements"):
        for path in sorted((root / room).rglob("*")):
            if path.suffix in (".py", ".yaml", ".json", ".tsv"):
                whole.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return whole.hexdigest()[:16]


def prepare_document(document: Document) -> Prepared:
    """Read, code and link a document, and make the rows of it that the store takes.

    A text in a language without a pack is kept and searched like any other; it has no claims until a pack is there to reread it.
    """
    from marsad.ingest.language import languages_with_pack
    from marsad.ledger import Coded
    from marsad.store import group_keys, prepare
    from marsad.store.search import stem_text

    is_readable = bool(document.dataset) or document.language in languages_with_pack()
    coded = code_document(document) if is_readable else Coded(document, ())
    keys = {telling.claim.id: group_keys(telling) for telling in tell_claims(coded)}
    return prepare(coded, link_document(coded), reader=reader_version(), keys=keys, terms=stem_text(document.text))
