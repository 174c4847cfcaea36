"""read: Document -> Reading. Sentences, actors, places, times and quantities, each with its span.

Nothing is decided here that words do not say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from marsad.model import Document, Skipped
from marsad.pack import Pack
from marsad.reading.chunker import Chunker
from marsad.reading.chunks import Chunk, Reading, Sentence, SentenceKind
from marsad.reading.doubts import find_flags
from marsad.reading.focus import Focus
from marsad.reading.furniture import Furniture, find_furniture, load_furniture
from marsad.reading.home import home_of, place_unknown
from marsad.reading.sentences import SentenceMarks, split_lines, split_sentences
from marsad.text import Span
from marsad.words import COMMAS, Word, cut_words

__all__ = ["Chunk", "Reader", "Reading", "Sentence", "read"]
_HEADLINE_LENGTH = 160


class Reader:
    """Reads documents in one language; made once for a pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        orthography = pack.raw["orthography"]
        self._marks = SentenceMarks(
            orthography["sentence_end"], frozenset(orthography["abbreviations"]), orthography.get("elongation", "")
        )
        self._part_hyphens = bool(orthography.get("part_hyphens"))
        self._unlike_headline = frozenset(self._marks.ends) | COMMAS | set("\"'”»:")
        self._pattern = self._marks.pattern()
        self._furniture: Furniture = load_furniture(pack.raw["furniture"], pack.folding, f"{pack.code}/furniture.yaml")
        self._chunker = Chunker(pack)

    def read(self, document: Document, progress: Callable[[int], None] | None = None, foreign: Sequence[Skipped] = ()) -> Reading:
        """Read a document; `progress` is told the code points read so far.

        `foreign` are whole lines to be read past, as they are in another language.
        """
        text = document.text
        lines = list(split_lines(text))
        known = {part.span.end: part for part in foreign}
        own = [line for line in lines if line.end not in known]
        skipped = tuple(sorted((*find_furniture(text, own, self._furniture), *foreign), key=lambda part: part.span.start))
        words = cut_words(self._pack.folding.fold(text), part_hyphens=self._part_hyphens)
        starts = [word.start for word in words]
        focus = Focus(document.published)
        sentences = []
        for index, (span, kind) in enumerate(self._sentences(text, lines, skipped)):
            part = words[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            if part and part[-1].end > span.end:
                # A caption ran into its copy: its own words are cut from its own letters.
                part = [
                    Word(w.form, w.start + span.start, w.end + span.start)
                    for w in cut_words(self._pack.folding.fold(span.of(text)), part_hyphens=self._part_hyphens)
                ]
            focus.sentence = index
            chunks = self._chunker.cut(part, self._chunker.options(part, text), text, document.published, focus)
            sentences.append(Sentence(index, span, kind, tuple(part), chunks))
            if progress:
                progress(span.end)
        done = place_unknown(sentences, focus)
        return Reading(document, done, skipped, tuple(find_flags(done, text, self._pack.words)), home_of(focus))

    def _sentences(self, text: str, lines: Sequence[Span], skipped: Sequence[Skipped]) -> Iterator[tuple[Span, SentenceKind]]:
        """Give sentences with their kind, without what is read past."""
        gone = {part.span.end: part.span for part in skipped}
        first = True
        for line in lines:
            cut = gone.get(line.end)
            if cut and cut.start == line.start:
                continue
            kind: SentenceKind = "body"
            if cut:
                left = text[line.start : cut.start].rstrip()
                yield Span(line.start, line.start + len(left)), "caption"
                continue
            short = line.end - line.start < _HEADLINE_LENGTH
            if short and (first or text[line.end - 1] not in self._unlike_headline):
                kind = "headline"
            first = False
            for span in split_sentences(text, line, self._marks, self._pattern):
                yield span, kind


@lru_cache(maxsize=8)
def reader_of(pack: Pack) -> Reader:
    """Give the reader of a pack, made once."""
    return Reader(pack)


def read(document: Document, pack: Pack) -> Reading:
    """Read a document with the pack of its language."""
    return reader_of(pack).read(document)
