"""Slips as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marsad.model import Retrieval, Slip
from marsad.publish.bidi import fill, isolate, isolate_runs, show_controls
from marsad.publish.evidence import prove_quotes, stands_in_newest
from marsad.publish.evidence_view import Field, Tongue, quote_of, tell_moment

_LABEL = 24  # columns


def render_text(slips: Iterable[Slip], width: int) -> str:
    """Put slips into lines. Raises Drift where a quote does not stand where its slip says."""
    return "\n".join(line.rstrip() for slip in slips for line in (*_lines(slip, width), ""))


def _lines(slip: Slip, width: int) -> Iterator[str]:
    prove_quotes(slip)
    tongue = Tongue("en")
    w = tongue.word
    yield f"{w('title')} {slip.claim.id}" + ("" if slip.current else f"  ({w('superseded')})")
    quoted = quote_of(slip)
    for words, mark in ((quoted.before, " "), ("".join(piece.text for piece in quoted.pieces), ">"), (quoted.after, " ")):
        yield from (f"{mark} {row}" for row in fill(isolate(words), width - 2)) if words.strip() else ()
    yield from _section(w("claim"), tongue.fields_of_claim(slip))
    yield w("where_text")
    span, unit = slip.claim.sentence, w("unit")
    yield _row(w("characters"), f"{span.start}–{span.end}, {unit}")
    for part in tongue.parts(slip):
        yield _row(part.label, f"{isolate(part.quote)} {part.span.start}–{part.span.end}")
    yield _row(w("text_hash"), slip.document.sha256)
    yield from _fields(tongue.fields_of_document(slip))
    yield w("got")
    for got in slip.retrievals:
        yield from _retrieval(tongue, got)
    if not slip.retrievals:
        yield f"  {w('no_bytes')}"
    yield from _history(tongue, slip)
    yield from _proof(tongue, slip)


def _section(title: str, fields: Iterable[Field]) -> Iterator[str]:
    yield title
    yield from _fields(fields)


def _fields(fields: Iterable[Field]) -> Iterator[str]:
    for field in fields:
        shown = {"own": isolate, "ours": isolate_runs, "english": isolate_runs}.get(field.whose, show_controls)
        yield _row(field.label, shown(field.value))


def _row(label: str, value: str) -> str:
    return f"  {label:<{_LABEL}} {value}"


def _retrieval(tongue: Tongue, got: Retrieval) -> Iterator[str]:
    w = tongue.word
    yield _row(w("at"), tell_moment(got.at))
    yield _row(w("asked"), show_controls(got.asked) or w("a_file"))
    if got.answered != got.asked:
        yield _row(w("answered"), show_controls(got.answered))
    if got.status is not None:
        yield _row(w("http"), str(got.status))
    yield from (_row(w("headers") if not n else "", show_controls(f"{k}: {v}")) for n, (k, v) in enumerate(got.headers))
    if got.within:
        yield _row(w("within"), show_controls(got.within))
    yield _row(w("tool"), got.tool)
    yield _row(w("bytes_hash"), f"{got.sha256} {got.media_type} {got.size:,} {w('bytes')}")


def _history(tongue: Tongue, slip: Slip) -> Iterator[str]:
    w = tongue.word
    yield w("versions")
    for one in slip.versions:
        stands = w("lost") if one.start is None else f"{w('stands_at')} {one.start}"
        marks = "".join(f" · {w(mark)}" for mark, true in (("this_one", one.holds), ("newest", one.newest)) if true)
        yield f"  {one.number} · {w('added')} {tell_moment(one.added)} · {stands}{marks}"
        yield f"    {one.sha256}"
    yield f"  {w('standing' if stands_in_newest(slip) else 'not_standing')}"
    yield w("reading")
    yield _row(w("rule"), slip.claim.rule)
    yield _row(w("pack"), slip.claim.lang)
    yield _row(w("reader"), slip.reader)
    yield _row(w("read_at"), tell_moment(slip.read))
    yield w("links")
    for link in slip.links:
        yield f"  {link.agreement} {link.commitment or w('whole')} · {tongue.word(link.effect, 'effects')}"
        yield f"    {w('because')}: {isolate_runs(link.reason)}"
    if not slip.links:
        yield f"  {w('no_link')}"
    yield w("judgements")
    for made in slip.verdicts:
        why = w("reason_erased") if made.reason is None else f"{w('reason')}: {isolate_runs(made.reason)}" if made.reason else ""
        said = f"{tell_moment(made.made)} · {w('by')} {isolate_runs(made.by)} · {isolate_runs(tongue.verdict(made))}"
        yield f"  {said}" + (f" · {why}" if why else "")
    if not slip.verdicts:
        yield f"  {w('no_verdict')}"


def _proof(tongue: Tongue, slip: Slip) -> Iterator[str]:
    w = tongue.word
    yield w("proof")
    yield f"  {w('broken')}" if slip.harms else f"  {w('whole_links')}"
    yield from (f"    {harm}" for harm in slip.harms)
    for one in slip.chain:
        yield f"  {w('link')} {one.seq} · {tongue.word(one.kind, 'chained')} {one.row} · {tell_moment(one.made)}"
        yield f"    {one.hash}"
    yield f"  {w('end')}: {slip.end[0]} {slip.end[1]}"
