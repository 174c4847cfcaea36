"""Who: actors by role grammar (office + country + name), names, nationalities; a person never seen before is read by the office.

The country of "the army" or "the government" is the one that the text gave to these words last; a text that never says it leaves it
`???`. How a role's phrase goes on is read in `marsad.reading.roles`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from marsad.pack import Pack
from marsad.pack.entries import NameEntry, RoleEntry
from marsad.pack.lexicon import Option
from marsad.reading.chunks import ActorPhrase
from marsad.reading.focus import Focus
from marsad.reading.roles import RoleReading
from marsad.words import Word

_MAX_NAME = 4
_REMEMBERED = 100_000


class ActorReader:
    """Reads actor phrases at a place in a sentence's words."""

    def __init__(self, pack: Pack, days: frozenset[str] = frozenset()) -> None:
        clitics, morphology = pack.lexicon.clitics, pack.raw["morphology"]
        self.article = clitics.article
        # The text that is read, of which a reader may ask how a word is written.
        self.text = ""
        # «قال أوباما الأربعاء»: a day is no part of a name.
        self._common = pack.common | days
        self._clitics = clitics
        # Not the pronoun that ends many names («حسني»).
        self.pronouns = tuple(one for one in clitics.enclitics if one not in clitics.noun_enclitics)
        self.is_common = lru_cache(_REMEMBERED)(self._find_common)
        self.joined_article = tuple(one.form for one in clitics.proclitics if one.joins and one.article and not one.preposition)
        self._made = pack.words.get("made", frozenset())
        self.posted = pack.words["posted_at"]
        self.belonging = pack.words["belonging"]
        self.unlike_genitive = pack.words["never_belonging"]
        self.speaking = pack.words["speaks_for"]
        self.serving = pack.words.get("serving", frozenset())
        self.speaking_for_it = pack.words.get("speaks_for_it", frozenset())
        self.hung = pack.hung
        self.owners = pack.words.get("owners", frozenset())
        self._agency = pack.words.get("agency_tail", frozenset())
        self.absolute = tuple(morphology["absolute_endings"])
        self.feminine = tuple(morphology.get("feminine_endings") or ())
        self.oblique = tuple(morphology["oblique_endings"])

    def is_name(self, word: Word, options: Sequence[Option]) -> bool:
        """Tell whether a word may be a part of a personal name."""
        return self.may_be_name(word.form, options)

    def is_oblique(self, word: Word, option: Option, kind: str) -> bool:
        """Tell whether a word cannot be the subject of the verb before it."""
        never = kind in ("country", "capital", "palace", "holder", "organisation") or option.form.person in ("s", "ms", "fs")
        return not never and word.form.endswith(self.oblique)

    def read(
        self, words: Sequence[Word], options: Sequence[list[Option]], at: int, focus: Focus
    ) -> tuple[ActorPhrase, Option, int] | None:
        """Read the longest actor phrase that begins at a word: the phrase, how its first word was read, and where it ends."""
        best: tuple[ActorPhrase, Option, int] | None = None
        for option in options[at]:
            entry = option.form.entry
            found: tuple[ActorPhrase, int] | None = None
            if isinstance(entry, RoleEntry):
                found = RoleReading(self, words, options, focus, option=option, role=entry).read()
                whole = best is not None and best[0].role is None and (best[2] - at > 1 or best[0].kind == "group")
                if found and whole and (found[0].name_words or not found[0].known):
                    # «حزب الله» is a name as it stands; a role that reaches further only over unknown words has taken too much.
                    continue
            elif isinstance(entry, NameEntry):
                found = self.read_name(words, options, option, focus)
                if found and found[0].kind == "group" and best and best[0].role and not best[0].known:
                    # «جماعة الشباب قاعدة»: a role that found nobody has taken too much.
                    best = None
            named = (
                found is not None
                and best is not None
                and found[1] == best[2]
                and found[0].role is None
                and best[0].role is not None
                and not best[0].known
            )
            if found and (best is None or found[1] > best[2] or named):
                best = (found[0], option, found[1])
        return best

    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def read_name(
        self, words: Sequence[Word], options: Sequence[list[Option]], option: Option, focus: Focus
    ) -> tuple[ActorPhrase, int] | None:
        """Read a name as it stands: who it is on the day of the text, and where it ends; None where it is nobody then."""
        entry: NameEntry = option.form.entry
        actor = entry.actor_on(focus.published)
        following = words[option.last].form if option.last < len(words) else ""
        if actor is None or (entry.kind == "adjective" and following in self._made):
            return None
        end = option.last
        definite = option.proclitic.article or entry.kind != "adjective"
        names: tuple[str, ...] = ()
        if entry.weak and words[option.first].form not in focus.by_name and not self.is_settled(entry, focus):
            return None
        if entry.sector == "MED" and following in self._agency:
            end += 1
        if entry.kind == "holder":
            end = self.skip_name(words, options, end)
            names = (words[option.first].form, words[end - 1].form)
        stem = words[option.first].form[len(option.proclitic.form) :].removeprefix(self.article)
        plural = option.form.person in ("mp", "fp")
        dual = option.form.person in ("md", "fd")
        phrase = ActorPhrase(
            (actor,), entry.kind, entry.id, definite=definite, plural=plural, dual=dual, place=entry.place, name_words=names,
            oblique=self.is_oblique(words[option.first], option, entry.kind), head_word=stem if end - option.first > 1 else "",
            where=entry.where,
        )  # fmt: skip
        return phrase, end

    def is_settled(self, entry: NameEntry, focus: Focus) -> bool:
        """Tell whether a text has named the country of a doubtful word before: «المالية» is Malian only where Mali is spoken of."""
        return entry.kind in ("country", "adjective") and focus.countries[entry.country] > 0

    def skip_name(self, words: Sequence[Word], options: Sequence[list[Option]], at: int) -> int:
        """Step over the further words of a personal name: words that nothing knows."""
        end = at
        while end < len(words) and end - at < _MAX_NAME and self.may_be_name(words[end].form, options[end]):
            end += 1
        return end

    def may_be_name(self, form: str, options: Sequence[Option]) -> bool:
        """A name is a word that no list has, and that is no common word behind a clitic."""
        return not options and len(form) > 1 and form[0].isalpha() and not self.is_common(form)

    def _find_common(self, form: str) -> bool:
        stems = [form, *(form[: -len(one)] for one in self.pronouns if form.endswith(one) and len(form) > len(one) + 2)]
        common = self._common
        return any(stem[len(one.form) :] in common for stem in stems for one in self._clitics.proclitics_of(stem))
