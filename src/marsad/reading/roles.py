"""Roles: how a phrase goes on after a word for an office, a force or people, up to a name («وزير الدفاع التركي خلوصي أكار»)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from marsad.model import Actor
from marsad.pack.entries import CueEntry, EventEntry, NameEntry, PlaceEntry, QualifierEntry, RoleEntry
from marsad.pack.lexicon import Option
from marsad.reading.chunks import UNKNOWN, ActorPhrase
from marsad.reading.focus import Focus
from marsad.words import Word

if TYPE_CHECKING:
    from marsad.reading.who import ActorReader

# The kind of a phrase («الحركة») that only the rest of the text can tell; what it leaves open is no actor.
OPEN = "open"
_MAX_PARTS = 10
# How many words a name in quotation marks may have.
_MAX_QUOTED = 3
_NATIONAL = "UNK"
# Offices and forces that belong to the place named after them.
_SEATED = frozenset({"GOV", "MIL"})
_QUOTES = frozenset('"')


class _Agreement:
    """Whether an adjective can belong to a phrase: it shares the article, and a plural's case and gender."""

    def __init__(self, head: str, *, defined: bool, single: bool, many: bool, reader: ActorReader) -> None:
        self.defined = defined
        self.joined = False
        self._single = single
        self._many = many
        self._oblique = reader.oblique
        self._absolute = reader.absolute
        self._feminine = head.endswith(reader.feminine)
        self._last = head
        self._person = ""

    def allows_name(self, form: str) -> bool:
        """Tell whether a group's name in its plural form can stand beside the head: «المسلحين الحوثيين», not «الحكومة الحوثيين»."""
        return not (self._single and form.endswith(self._absolute))

    def allows(self, form: str, option: Option) -> bool:
        """Tell whether an adjective agrees, and remember it."""
        article = option.proclitic.article
        if article != self.defined and not (article and self.joined):
            return False
        person = option.form.person
        if (self._single or self._feminine) and not self.joined and person in ("mp", "fp") and form.endswith(self._absolute):
            # «القوات الإثيوبية المدنيين»: forces are no men, what follows them is somebody else.
            return False
        if self._many and option.form.shape == "adjective" and person in ("s", "ms") and not self.joined:
            # «قتل مسلحون شرطيا»: people are many, so is what describes them.
            return False
        plural = self._last.endswith(self._absolute) and form.endswith(self._absolute)
        if plural and self._last.endswith(self._oblique) != form.endswith(self._oblique):
            return False
        if self._person in ("mp", "fp") and person in ("mp", "fp") and person != self._person:
            return False
        self._last, self._person = form, person
        return True


class RoleReading:
    """One reading of a phrase from its role on: what is known of it so far, and the word at which it goes on."""

    def __init__(
        self,
        reader: ActorReader,
        words: Sequence[Word],
        options: Sequence[list[Option]],
        focus: Focus,
        *,
        option: Option,
        role: RoleEntry,
    ) -> None:
        self._reader, self._focus = reader, focus
        self._words, self._options = words, options
        self._head, self._role = option, role
        self._at = option.last
        self._sector, self._country = role.sector, role.country
        self._definite = option.proclitic.article or bool(option.enclitic)
        self._names: list[str] = []
        self._inner_seen = bool(role.country)
        self._open_head = ""
        self._where = role.where
        self._foreign = role.foreign
        self._named = self._national = False
        single = option.form.person in ("s", "ms", "fs") and role.kind != "collective"
        self._agreement = _Agreement(
            words[option.first].form,
            defined=option.proclitic.article,
            single=single,
            many=option.form.person == "mp",
            reader=reader,
        )
        self._agreement.joined = bool(option.form.tail)

    def read(self) -> tuple[ActorPhrase, int] | None:
        """Read the phrase as far as it goes: the phrase and where it ends; None where the role alone names nobody."""
        if self._role.both:
            return self.two_sides()
        for _ in range(_MAX_PARTS):
            if not self._goes_on():
                break
        head = self._head
        if head.proclitic.article and self._at == head.last < len(self._words) and self._form() in self._role.unless_before:
            # «المسؤولون عن الهجوم» hold no office.
            return None
        phrase = self._sum_up()
        return (phrase, self._at) if phrase else None

    def _goes_on(self) -> bool:
        """Take the next part of the phrase, if one stands there."""
        if self._at >= len(self._words) or not (self._form()[0].isalpha() or self._form() in _QUOTES):
            return False
        return (
            self._take_pronoun()
            or self._take_surname()
            or self._take_adjective()
            or self._take_owner()
            or self._take_seat()
            or self._share_adjective()
            or self._take_holder()
            or self._pass_post()
            or self._pass_place()
            or self._take_name()
            or self._take_quoted_name()
        )

    def _form(self) -> str:
        return self._words[self._at].form

    def _here(self) -> list[Option]:
        return self._options[self._at]

    # ── parts ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _may_be_plural(self) -> bool:
        """«مدنيين» is written like two and like many: it is many."""
        here = self._options[self._head.first]
        return any(one.form.entry is self._role and one.form.person in ("p", "mp", "fp") for one in here)

    def _take_surname(self) -> bool:
        """«اللواء منصور التركي»: after a title with its article and a name, an adjective of nationality belongs to the name."""
        titled = self._head.proclitic.article and self._role.kind == "person" and not self._named and bool(self._names)
        if not titled or self._names[0].startswith(self._reader.article) or self._names[-1].endswith(self._reader.pronouns):
            return False
        if not any(_is_nation(option) and option.form.person in ("s", "ms") for option in self._here()):
            return False
        self._names.append(self._form())
        self._at += 1
        return True

    def _take_adjective(self) -> bool:
        words, at = self._words, self._at
        quoted = self._form() in _QUOTES and at + 2 < len(words) and words[at + 2].form in _QUOTES
        if self._head.enclitic:
            return False
        found = self._adjective(self._options[at + 1 if quoted else at])
        if found is None or (quoted and found[2] != at + 2):
            return False
        sector, country, end, defined = found
        self._national = self._national or country != self._country
        self._sector, self._country, self._at = sector, country, end + 1 if quoted else end
        self._named = True
        self._definite = self._definite or defined
        self._agreement.defined |= defined
        return True

    def _adjective(self, options: Sequence[Option]) -> tuple[str, str, int, bool] | None:
        """Find an adjective of nationality, group or sector, or the field of a ministry: sector, country, end, whether definite."""
        # The field of a ministry before an adjective spelled alike («خارجية»).
        ordered = sorted(options, key=lambda o: not getattr(o.form.entry, "domain", False)) if len(options) > 1 else options
        for option in ordered:
            entry = option.form.entry
            clitic = option.proclitic
            joins = clitic.joins and (clitic.article or not isinstance(entry, QualifierEntry))
            if clitic.preposition or option.enclitic or joins:
                continue
            found = None
            if isinstance(entry, QualifierEntry):
                found = self._qualified(option, entry)
            elif isinstance(entry, NameEntry):
                found = self._of_name(option, entry)
            if found:
                return found
        return None

    def _qualified(self, option: Option, entry: QualifierEntry) -> tuple[str, str, int, bool] | None:
        role, sector = self._role, self._sector
        if entry.domain:
            self._agreement.joined = True
        elif not self._agreement.allows(self._words[option.first].form, option):
            return None
        if entry.domain and not (role.domain or role.kind == "person"):
            return None
        article = option.proclitic.article
        if entry.kinds and role.kind not in entry.kinds:
            return sector, self._country, option.last, article
        self._foreign = self._foreign or entry.foreign
        stays = role.sector == "MIL" and entry.sector == "GOV" and role.kind == "collective"
        changes = entry.sector and not stays and (role.carries or role.sector in ("UNK", "GOV", "CVL") or entry.sector == "REB")
        return entry.sector if changes else sector, self._country or entry.country, option.last, article

    def _of_name(self, option: Option, entry: NameEntry) -> tuple[str, str, int, bool] | None:
        form, article = self._words[option.first].form, option.proclitic.article
        keep = self._sector if self._role.sector in ("MED", "CVL") and not self._role.carries else entry.sector
        if entry.kind == "group" and self._national:
            # «الجيش الإسرائيلي حماس»: the army has its nation, the group is somebody else.
            return None
        if entry.kind == "group" and option.last == option.first + 1 and not entry.weak:
            return (keep, entry.country, option.last, True) if self._agreement.allows_name(form) else None
        if entry.kind != "adjective" or not self._agreement.allows(form, option):
            return None
        if entry.weak and self._role.sector not in ("MIL", "REB", "OPP") and not self._reader.is_settled(entry, self._focus):
            return None
        if entry.sector not in ("", _NATIONAL):
            return keep, entry.country, option.last, article
        return self._sector, self._country or entry.country, option.last, article

    def _take_owner(self) -> bool:
        """Take the body or country to which the role belongs."""
        closed = self._named and (self._national or not self._agreement.joined)
        if self._inner_seen or (closed and self._form() not in self._reader.belonging and not _hangs(self._here())):
            return False
        found = self._quoted_owner() or (self._owner() if self._form() not in _QUOTES else None)
        if found is None:
            return False
        phrase, self._at = found
        role, actor = self._role, phrase.actor
        self._inner_seen = True
        self._open_head = phrase.head_word if phrase.kind == OPEN else ""
        if not self._country:
            self._where, self._foreign = phrase.where, phrase.foreign
            self._country = "" if actor.country == UNKNOWN else actor.country
        if role.carries and phrase.kind not in ("country", "capital", "adjective"):
            # «قوات موالية للحكومة» are forces, whoever they serve.
            self._sector = self._sector if role.sector == "MIL" and actor.sector == "GOV" else actor.sector
        elif actor.sector in ("IGO", "REB") and role.sector == "MIL":
            # «آليات تابعة للأمم المتحدة», «طائرة تابعة للدعم السريع»
            self._sector = actor.sector
        elif role.carries and phrase.kind in ("country", "capital") and role.sector in ("UNK", ""):
            self._sector = "GOV"
        self._definite = self._definite or phrase.definite
        self._agreement.defined |= phrase.definite
        self._agreement.joined = True
        self._names.extend(phrase.name_words)
        return True

    def _quoted_owner(self) -> tuple[ActorPhrase, int] | None:
        """Read a name in quotation marks: «حركة "حماس"», «المتحدث باسم "حماس"»."""
        words, at = self._words, self._at
        at += self._role.carries and self._form() in self._reader.belonging
        if at >= len(words) or words[at].form not in _QUOTES:
            return None
        found = self._reader.read(words, self._options, at + 1, self._focus) if at + 1 < len(words) else None
        if found and found[0].role is None and found[2] < len(words) and words[found[2]].form in _QUOTES:
            self._focus.remember(found[0])
            return found[0], found[2] + 1
        return None

    def _owner(self) -> tuple[ActorPhrase, int] | None:
        """Read a genitive, or what follows a preposition of belonging where the role carries."""
        if self._takes_no_owner():
            return None
        at, role, form = self._at, self._role, self._form()
        start = at + 1 if form in self._reader.belonging and role.carries and at + 1 < len(self._words) else at
        serves = self._words[at - 1].form in self._reader.serving
        if start == at and _hangs(self._here()) and not (role.carries or serves):
            return None
        found = self._reader.read(self._words, self._options, start, self._focus)
        if found is None:
            return None
        phrase, option, end = found
        self._focus.remember(phrase)
        hangs = start == at and bool(option.proclitic.preposition)
        whole = phrase.kind in ("country", "capital", "palace")
        office = role.kind == "body" and role.carries and self._head.proclitic.article and not self._national
        if hangs and at > self._head.last and (whole or not (role.kind == "voice" or office)) and not serves:
            # «المسلحون الموالون لروسيا» are not Russia's.
            return None
        if option.proclitic.preposition in self._reader.unlike_genitive and phrase.kind not in ("body", "group", "organisation"):
            # «المسؤول بحركة حماس» serves it; «المتحدث بدمشق» speaks there.
            return None
        served = start > at and phrase.kind in ("country", "capital") and form not in self._reader.speaking
        if (phrase.kind == "adjective" and not (serves and phrase.plural)) or served or (hangs and not (role.carries or serves)):
            return None
        return phrase, end

    def _takes_no_owner(self) -> bool:
        """Tell whether what stands here cannot be whose the role is."""
        here, reader = self._here(), self._reader
        belongs = self._form() in reader.belonging
        if self._at == self._head.last and self._head.proclitic.article and not belongs and not _hangs(here):
            # «الجيش» with its article takes no genitive.
            return True
        serves = self._role.kind in ("person", "voice") and self._role.carries
        if any(
            option.proclitic.joins or (option.proclitic.preposition in reader.unlike_genitive and not serves) for option in here
        ):
            return True
        # «مسلحون دورية»: a plural in its full form takes no genitive, what follows is another participant.
        full = self._role.kind in ("person", "collective") and self._words[self._at - 1].form.endswith(reader.absolute)
        return full and not _hangs(here) and not belongs

    def _share_adjective(self) -> bool:
        """«القوات والآليات العسكرية الأوكرانية»: two heads share a nationality that stands after the second one."""
        head, at = self._head, self._at
        if at != head.last or not head.proclitic.article or self._named or self._inner_seen or self._country or self._here():
            return False
        if not self._form().startswith(self._reader.joined_article):
            return False
        for index in range(at + 1, min(at + 4, len(self._words))):
            for option in self._options[index]:
                entry = option.form.entry
                if isinstance(entry, NameEntry) and entry.kind == "adjective" and option.proclitic.article and not entry.weak:
                    self._country = entry.country
                    return False
            if not any(isinstance(option.form.entry, QualifierEntry) for option in self._options[index]):
                return False
        return False

    def _take_pronoun(self) -> bool:
        """«المتحدث باسمها»: who speaks for the body that the sentence before is about."""
        if self._inner_seen or self._country or not self._role.carries or self._form() not in self._reader.speaking_for_it:
            return False
        body = self._focus.topic
        if body is not None:
            self._country, self._sector = body.country, body.sector
        self._inner_seen = self._definite = self._foreign = True
        self._at += 1
        return True

    def _take_seat(self) -> bool:
        """Take the country of a place right after an office or a force: «محافظ البصرة», «شرطة غزة»."""
        role, head = self._role, self._head
        open_ = not (self._country or self._inner_seen or self._named or head.enclitic or head.proclitic.article)
        if not (role.sector in _SEATED and open_ and (role.bare or role.kind == "person")):
            return False
        at = self._at
        if role.kind == "person" and any(getattr(option.form.entry, "kind", "") == "directions" for option in self._here()):
            # «والي شمال دارفور»
            at += 1
        for option in self._options[at] if at < len(self._options) else ():
            entry = option.form.entry
            if isinstance(entry, PlaceEntry) and not entry.ambiguous and entry.place.country and not option.proclitic.form:
                self._country, self._at = entry.place.country, option.last
                self._inner_seen = self._definite = True
                return True
        return False

    def _take_holder(self) -> bool:
        """Take a known name that follows its title: «زعيم الحوثيين عبد الملك الحوثي»."""
        for option in self._here() if self._role.kind == "person" else ():
            entry = option.form.entry
            known = isinstance(entry, NameEntry) and entry.kind == "holder" and self._country in ("", entry.country)
            opposed = self._sector in ("OPP", "REB") and isinstance(entry, NameEntry) and entry.sector != self._sector
            if known and not opposed and not option.proclitic.form:
                self._country = self._country or entry.country
                self._at = self._reader.skip_name(self._words, self._options, option.last)
                return True
        return False

    def _pass_post(self) -> bool:
        """Go past where somebody serves, which is told in passing: «السفير الأمريكي لدى لبنان»."""
        if not self._national or self._form() not in self._reader.posted or self._at + 1 >= len(self._words):
            return False
        found = self._reader.read(self._words, self._options, self._at + 1, self._focus)
        if not found or found[0].kind not in ("country", "capital"):
            return False
        self._at = found[2]
        return True

    def _pass_place(self) -> bool:
        """Go past the place of civilians: «سكان القرية اللبنانية»."""
        here = self._here()
        if self._role.sector != "CVL" or self._inner_seen or self._at + 1 >= len(self._words):
            return False
        if not any(getattr(option.form.entry, "kind", "") in ("place_heads", "wide_places") for option in here):
            return False
        defined = any(option.proclitic.article or option.form.shape == "word" for option in here)
        self._agreement.joined = self._agreement.joined or defined
        self._inner_seen, self._at = True, self._at + 1
        return True

    def _take_name(self) -> bool:
        if not self._role.names_follow:
            return False
        end = self._reader.skip_name(self._words, self._options, self._at)
        if end == self._at:
            return False
        self._names.extend(word.form for word in self._words[self._at : end])
        self._at = end
        return True

    def _take_quoted_name(self) -> bool:
        """Take a short name in quotation marks that nothing knows: «وكالة أنباء «تسنيم» الإيرانية»."""
        words, at = self._words, self._at
        if not self._role.names_follow or self._role.sector != "MED" or self._form() not in _QUOTES or self._names:
            return False
        for index in range(at + 2, min(at + 2 + _MAX_QUOTED, len(words))):
            if self._is_saying(index - 1):
                return False
            if words[index].form in _QUOTES:
                self._names.extend(word.form for word in words[at + 1 : index])
                self._at = index + 1
                self._agreement.joined = True
                return True
            if not words[index].form[0].isalpha():
                return False
        return False

    def _is_saying(self, index: int) -> bool:
        """Whether a word tells of something, so that it stands in no name: «الحكومة "ترفض" الاتفاق»."""
        return any(option.form.is_verb or isinstance(option.form.entry, EventEntry | CueEntry) for option in self._options[index])

    # ── the whole ───────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _sum_up(self) -> ActorPhrase | None:
        """Say who the phrase names, by its own words or by what the text has said before."""
        role, head, focus = self._role, self._head, self._focus
        if not role.bare and not (self._named or self._inner_seen or self._names or head.enclitic):
            return self._bare()
        actor = Actor(self._country or UNKNOWN, self._sector or "UNK")
        known = bool(self._country)
        if self._open_head and not known:
            # «قوات النظام»: whose, only the rest of the text can tell.
            return ActorPhrase(
                (actor,),
                OPEN,
                role.id,
                role=role,
                definite=True,
                known=False,
                head_word=self._open_head,
                where=self._where,
                foreign=self._foreign,
            )
        told = next((focus.by_name[name] for name in self._names if name in focus.by_name), None) if not known else None
        if told:
            actor, known = told, True
        wording = " ".join(head.form.tail)
        if role.where and self._sector != role.sector:
            # «تحالف مسلح» is no coalition of states.
            self._where, self._foreign = {}, False
        where, far = self._where if self._inner_seen or not known else {}, False
        if not known and not self._foreign:
            earlier = focus.resolve(role, wording, actor.sector, self._definite)
            if earlier:
                where, far = earlier.where, earlier.far
                actor = Actor(earlier.actor.country, actor.sector if actor.sector != "UNK" else earlier.actor.sector)
        word = self._words[head.first]
        return ActorPhrase(
            (actor,),
            role.kind,
            role.id,
            role=role,
            definite=self._definite,
            dual=head.form.person in ("d", "md", "fd") and not self._may_be_plural(),
            plural=head.form.person == "p" or role.kind == "collective",
            known=known,
            name_words=tuple(self._names),
            oblique=self._reader.is_oblique(word, head, role.kind),
            head_word="" if role.bare else word.form[len(head.proclitic.form) :],
            wording=wording,
            far=far,
            foreign=self._foreign,
            where=where if known or not (role.where and role.foreign) or self._stands_alone() else {},
        )

    def _stands_alone(self) -> bool:
        """Whether no further word describes the phrase: «التحالف» is the one of the war, «التحالف الوطني» any."""
        if self._at >= len(self._words) or not self._form().startswith(self._reader.article):
            return True
        # An adjective whose nation or sector is known would have been read with the phrase.
        return bool(self._here()) and not any(isinstance(option.form.entry, QualifierEntry) for option in self._here())

    def _bare(self) -> ActorPhrase | None:
        """Read «الحركة», which after «حركة حماس» is Hamas; of a movement that no text has named nothing can be said."""
        role, head = self._role, self._head
        listed_so = self._words[head.first].form[len(head.proclitic.form) :].startswith(self._reader.article) and role.where
        if not (head.proclitic.article or listed_so):
            return None
        if role.kind == "voice":
            actor = Actor(UNKNOWN, self._sector or "UNK")
            return ActorPhrase((actor,), role.kind, role.id, role=role, definite=True, known=False)
        stem = self._words[head.first].form[len(head.proclitic.form) :]
        same = self._focus.by_head.get(stem)
        where = same.where if same else role.where if self._stands_alone() else {}
        actor, kind = (same.actor, role.kind) if same else (Actor(UNKNOWN, self._sector), OPEN)
        return ActorPhrase(
            (actor,), kind, role.id, role=role, definite=True, known=False, head_word=stem, where=where, foreign=role.foreign
        )

    def two_sides(self) -> tuple[ActorPhrase, int]:
        """Read «الطرفان»: the two parties that the text named last, or somebody unknown where it has not named two."""
        named: list[Actor] = []
        at = self._head.last
        while at < len(self._options) and len(named) < 2:
            nation = next((o for o in self._options[at] if _is_nation(o)), None)
            if nation is None:
                break
            entry = nation.form.entry
            named.append(Actor(entry.country, "GOV" if entry.sector == _NATIONAL else entry.sector))
            at = nation.last
        parties = tuple(named) if len(named) == 2 else tuple(self._focus.parties[-2:])
        actors = parties if len(parties) == 2 else (Actor(UNKNOWN, "UNK"),)
        end = at if len(named) == 2 else self._head.last
        sure = len(named) == 2 or len(self._focus.parties) == 2
        return ActorPhrase(actors, "both", self._role.id, role=self._role, definite=True, plural=True, known=False, sure=sure), end


def _hangs(options: Sequence[Option]) -> bool:
    """Tell whether a word hangs on what went before by a preposition of its own."""
    return any(option.proclitic.preposition for option in options)


def _is_nation(option: Option) -> bool:
    entry = option.form.entry
    return isinstance(entry, NameEntry) and entry.kind == "adjective" and not option.proclitic.preposition
