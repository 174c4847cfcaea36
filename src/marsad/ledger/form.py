"""The form of an agreement file: YAML nodes in, model values out, and every departure from the form with its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, get_args

import yaml

from marsad.ledger.deadlines import deadline_day
from marsad.ledger.phrases import PhraseError, check_pattern, expand_groups
from marsad.model import (
    FORCE,
    SIGNATURE,
    Agreement,
    Amended,
    Commitment,
    Cues,
    Deadline,
    EventType,
    Paraphrase,
    Party,
    Role,
    Tie,
    Zone,
)

KINDS = ("task", "standing", "prohibition", "procedure", "declaratory", "permission")
DEADLINES = ("absolute", "relative", "recurring", "conditional")
TIES = ("amends", "amended_by", "after", "concurrent_with", "conditional_on", "reciprocal_to")
LANGUAGES = ("ar", "en")  # every commitment says how reports of these speak of it, or why they do not


_ANCHORS = "Write `signature`, `force`, or the id of another commitment of this file."


class Problem(NamedTuple):
    """What is wrong in a data file, where, and what to do about it."""

    file: str
    line: int
    what: str
    hint: str


class Reader:
    """Reads the nodes of one file and collects its problems instead of stopping at the first."""

    def __init__(self, file: str, groups: Mapping[str, Mapping[str, str]]) -> None:
        self.file = file
        self.groups = {language: dict(named) for language, named in groups.items()}
        self.problems: list[Problem] = []

    def agreement(self, root: yaml.Node) -> Agreement | None:
        """Read the whole file; None where too much is missing to make an agreement."""
        top = self._mapping(
            root,
            "the file",
            {"id", "title", "signed", "in_force", "place", "parties", "zone", "names", "commitments", "sources"},
            {"until", "text_version", "amends", "not_this", "words", "note"},
        )
        self._own_groups(top.get("words"))
        title = self._mapping(top.get("title"), "title", {"en", "ar"})
        signed = self._date(top.get("signed"), "signed")
        in_force = self._date(top.get("in_force"), "in_force")
        until = self._date(top["until"], "until") if self._told(top.get("until")) else None
        parties = tuple(self._party(n) for n in self._list(top.get("parties"), "parties"))
        commitments = tuple(self._commitment(n) for n in self._list(top.get("commitments"), "commitments"))
        self._check_ids(commitments, top.get("commitments"))
        if signed and in_force and in_force < signed:
            self._note(top["in_force"], "in_force lies before signed", "Put the later day in in_force.")
        if until and in_force and until < in_force:
            self._note(top["until"], "until lies before in_force", "Leave `until: null` where the text sets no end.")
        zone = self._zone(top.get("zone"))
        names = self._cues(top.get("names"), "names")
        not_this = self._cues(top.get("not_this"), "not_this")
        if self.problems or signed is None or in_force is None:
            return None
        agreement = Agreement(
            id=self._text(top.get("id")),
            title=self._text(title.get("en")),
            title_ar=self._text(title.get("ar")),
            signed=signed,
            in_force=in_force,
            until=until,
            place=self._text(top.get("place")),
            parties=parties,
            zone=zone,
            names=names,
            not_this=not_this,
            commitments=commitments,
            sources=self._texts(top.get("sources"), "sources"),
            text_version=self._text(top.get("text_version")),
            amends=self._texts(top.get("amends"), "amends"),
            note=self._text(top.get("note")),
        )
        self._check_deadlines(agreement, top.get("commitments"))
        return None if self.problems else agreement

    # ── the parts ──

    def _party(self, node: yaml.Node) -> Party:
        part = self._mapping(node, "a party", {"name", "role", "codes"})
        role = self._choice(part.get("role"), "role", tuple(Role))
        codes = self._codes(part.get("codes"), "codes")
        return Party(name=self._text(part.get("name")), role=Role(role) if role else Role.signatory, codes=codes)

    def _zone(self, node: yaml.Node | None) -> Zone:
        part = self._mapping(node, "zone", {"countries"}, {"whole", "inside", "outside", "note"})
        whole = self._text(part.get("whole")) == "true"
        if part and not whole and "inside" not in part:
            self._note(node, "the zone names no places", "List place names under `inside`, or say `whole: true`.")
        return Zone(
            countries=self._codes(part.get("countries"), "countries"),
            whole=whole,
            inside=self._cues(part.get("inside"), "inside"),
            outside=self._cues(part.get("outside"), "outside"),
            note=self._text(part.get("note")),
        )

    def _commitment(self, node: yaml.Node) -> Commitment:
        optional = {
            "read_as", "where", "deadline", "verification", "hostilities", "breached_by", "kept_by", "ties", "paraphrases", "note",
        }  # fmt: skip
        part = self._mapping(node, "a commitment", {"id", "kind", "obligated", "what", "phrases"}, optional)
        obligated = part.get("obligated")
        nobody = isinstance(obligated, yaml.ScalarNode) and obligated.value == "none"
        return Commitment(
            id=self._text(part.get("id")),
            kind=self._choice(part.get("kind"), "kind", KINDS) or "task",  # type: ignore[arg-type]
            obligated=() if nobody else self._codes(obligated, "obligated"),
            what=self._text(part.get("what")),
            read_as=self._codes(part.get("read_as"), "read_as"),
            where=self._text(part.get("where")),
            deadline=self._deadline(part["deadline"]) if "deadline" in part else None,
            verification=self._text(part.get("verification")),
            hostilities=self._text(part.get("hostilities")) == "true",
            breached_by=self._events(part.get("breached_by"), "breached_by"),
            kept_by=self._events(part.get("kept_by"), "kept_by"),
            ties=tuple(self._tie(n) for n in self._list(part.get("ties"), "ties")),
            paraphrases=tuple(self._paraphrase(n) for n in self._list(part.get("paraphrases"), "paraphrases")),
            phrases=self._phrases(part.get("phrases")),
            note=self._text(part.get("note")),
        )

    def _deadline(self, node: yaml.Node) -> Deadline:
        part = self._mapping(node, "deadline", {"kind"}, {"date", "words", "after", "days", "months", "every", "amended"})
        deadline = Deadline(
            kind=self._choice(part.get("kind"), "kind", DEADLINES) or "absolute",  # type: ignore[arg-type]
            date=self._date(part["date"], "date") if self._told(part.get("date")) else None,
            words=self._text(part.get("words")),
            after=self._text(part.get("after")),
            days=self._number(part.get("days"), "days", 0),
            months=self._number(part.get("months"), "months", 1),
            every=self._number(part.get("every"), "every", 1),
            amended=self._amended(part["amended"]) if "amended" in part else None,
        )
        self._check_deadline(deadline, node)
        return deadline

    def _amended(self, node: yaml.Node) -> Amended:
        part = self._mapping(node, "amended", {"by"}, {"date", "since"})
        dates = {key: self._date(part[key], key) if self._told(part.get(key)) else None for key in ("date", "since")}
        return Amended(by=self._text(part.get("by")), date=dates["date"], since=dates["since"])

    def _check_deadline(self, deadline: Deadline, node: yaml.Node) -> None:
        counted = deadline.days is not None or deadline.months is not None
        if deadline.date is None and not deadline.words:
            self._note(node, "the deadline has neither date nor words", "Give the date that the text prints, or its wording.")
        if counted and (deadline.kind != "relative" or not deadline.after):
            self._note(
                node, "days or months are counted from nothing", "Write `kind: relative` and `after: signature`, force or an id."
            )
        if deadline.after and not counted and deadline.kind == "relative":
            self._note(node, f"nothing is counted from {deadline.after}", "Add `days:` or `months:`, or leave `after` out.")
        if deadline.every and deadline.kind != "recurring":
            self._note(
                node, f"a deadline that is {deadline.kind} does not come back", "Write `kind: recurring`, or leave `every` out."
            )

    def _tie(self, node: yaml.Node) -> Tie:
        part = self._mapping(node, "a tie", {"kind", "to"})
        return Tie(kind=self._choice(part.get("kind"), "kind", TIES) or "after", to=self._text(part.get("to")))  # type: ignore[arg-type]

    def _paraphrase(self, node: yaml.Node) -> Paraphrase:
        part = self._mapping(node, "a paraphrase", {"who", "words"}, {"since", "differs"})
        since = self._date(part["since"], "since") if "since" in part else None
        return Paraphrase(
            who=self._text(part.get("who")),
            words=self._text(part.get("words")),
            since=since,
            differs=self._text(part.get("differs")),
        )

    def _phrases(self, node: yaml.Node | None) -> tuple[Cues, ...]:
        by_language = self._mapping(node, "phrases", set(LANGUAGES), any_key=True)
        return tuple(self._phrase(language, part) for language, part in by_language.items())

    def _phrase(self, language: str, node: yaml.Node) -> Cues:
        part = self._mapping(node, f"phrases of {language}", set(), {"match", "example", "none"})
        patterns = self._patterns(language, part.get("match"))
        none, example = self._text(part.get("none")), self._text(part.get("example"))
        if not patterns and not none:
            self._note(node, f"no phrases for {language}", "Write `match:` with patterns, or `none:` with the reason.")
        if patterns and not example:
            self._note(node, f"no example for {language}", "Add `example:`, a sentence of your own that the patterns find.")
        return Cues(language=language, phrases=patterns, example=example, none=none)

    def _cues(self, node: yaml.Node | None, what: str) -> tuple[Cues, ...]:
        by_language = self._mapping(node, what, set(), any_key=True) if node is not None else {}
        return tuple(Cues(language=lang, phrases=self._patterns(lang, part)) for lang, part in by_language.items())

    def _patterns(self, language: str, node: yaml.Node | None) -> tuple[str, ...]:
        found: list[str] = []
        for item in self._list(node, f"patterns of {language}"):
            try:
                pattern = expand_groups(self._text(item), self.groups.get(language, {}))
                check_pattern(pattern)
                found.append(pattern)
            except PhraseError as fault:
                self._note(item, str(fault), "See the notation in docs/adding-an-agreement.md.")
        return tuple(found)

    def _own_groups(self, node: yaml.Node | None) -> None:
        for name, part in (self._mapping(node, "words", set(), any_key=True) if node is not None else {}).items():
            for language, choices in self._mapping(part, f"words of <{name}>", set(), any_key=True).items():
                self.groups.setdefault(language, {})[name] = self._text(choices)

    def _check_ids(self, commitments: tuple[Commitment, ...], node: yaml.Node | None) -> None:
        seen: set[str] = set()
        for commitment, part in zip(commitments, self._list(node, "commitments"), strict=True):
            if commitment.id in seen:
                self._note(part, f"two commitments are called {commitment.id}", "Give each its own id.")
            seen.add(commitment.id)
        for commitment, part in zip(commitments, self._list(node, "commitments"), strict=True):
            for tie in commitment.ties:
                if ":" not in tie.to and tie.to not in seen:
                    self._note(part, f"{commitment.id} hangs on {tie.to}, which is not here", "Write `agreement:ID` for another's.")

    def _check_deadlines(self, agreement: Agreement, node: yaml.Node | None) -> None:
        """Check that what a deadline counts from is there, and that a date given beside it is the one that comes out."""
        known = {c.id for c in agreement.commitments} | {SIGNATURE, FORCE}
        for commitment, part in zip(agreement.commitments, self._list(node, "commitments"), strict=True):
            due = commitment.deadline
            if due is None:
                continue
            if due.after and (due.after not in known or due.after == commitment.id):
                self._note(part, f"the deadline of {commitment.id} hangs on {due.after}, which is not here", _ANCHORS)
            undated = replace(commitment, deadline=replace(due, date=None))
            others = tuple(undated if c is commitment else c for c in agreement.commitments)
            counted = deadline_day(replace(agreement, commitments=others), commitment.id)
            if due.kind == "relative" and due.date and counted and counted != due.date:
                self._note(
                    part,
                    f"{commitment.id} is due on {due.date}, and counting gives {counted}",
                    "Mend the date, or what is counted.",
                )

    # ── the shapes of values ──

    def _note(self, node: yaml.Node | None, what: str, hint: str) -> None:
        self.problems.append(Problem(self.file, node.start_mark.line + 1 if node else 1, what, hint))

    def _mapping(
        self, node: yaml.Node | None, what: str, required: set[str], optional: set[str] = frozenset(), *, any_key: bool = False  # type: ignore[assignment]
    ) -> dict[str, yaml.Node]:  # fmt: skip
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self._note(node, f"{what} is not a table of `key: value`", "Indent its keys below it.")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                self._note(key, f"{what} has {name!r} twice", "Keep one of them.")
            elif not any_key and name not in required | set(optional):
                self._note(key, f"{what} has no key {name!r}", f"Known are {', '.join(sorted(required | set(optional)))}.")
            found[name] = value
        for name in sorted(required - found.keys()):
            self._note(node, f"{what} lacks {name!r}", "Add it, or see docs/adding-an-agreement.md.")
        return found

    def _list(self, node: yaml.Node | None, what: str) -> list[yaml.Node]:
        if node is None or not self._told(node):
            return []
        if not isinstance(node, yaml.SequenceNode):
            self._note(node, f"{what} is not a list", "Write `[a, b]`, or one `- item` a line.")
            return []
        return list(node.value)

    def _told(self, node: yaml.Node | None) -> bool:
        return node is not None and node.tag != "tag:yaml.org,2002:null"

    def _text(self, node: yaml.Node | None) -> str:
        if node is None or not self._told(node):
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self._note(node, "a list or table stands where words should", "Write one line of text.")
            return ""
        return str(node.value).strip()

    def _texts(self, node: yaml.Node | None, what: str) -> tuple[str, ...]:
        return tuple(self._text(n) for n in self._list(node, what))

    def _date(self, node: yaml.Node | None, what: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(self._text(node)) if node is not None else None
        except ValueError:
            self._note(node, f"{what} is no date: {self._text(node)!r}", "Write it as 2018-09-17.")
            return None

    def _number(self, node: yaml.Node | None, what: str, least: int) -> int | None:
        if not self._told(node):
            return None
        text = self._text(node)
        if not text.isascii() or not text.isdigit() or int(text) < least:
            self._note(node, f"{what} is no number of at least {least}: {text!r}", "Write it in digits, such as 14.")
            return None
        return int(text)

    def _choice(self, node: yaml.Node | None, what: str, known: tuple[str, ...]) -> str:
        value = self._text(node)
        if node is not None and value not in known:
            self._note(node, f"{what} cannot be {value!r}", f"Choose one of {', '.join(known)}.")
            return ""
        return value

    def _codes(self, node: yaml.Node | None, what: str) -> tuple[str, ...]:
        return self._checked(node, what, lambda c: c.partition(".")[0].isupper(), "Write codes such as TUR or SYR.REB.")

    def _events(self, node: yaml.Node | None, what: str) -> tuple[Any, ...]:
        return self._checked(node, what, lambda t: t in get_args(EventType), f"Known are {', '.join(get_args(EventType))}.")

    def _checked(self, node: yaml.Node | None, what: str, good: Callable[[str], bool], hint: str) -> tuple[str, ...]:
        values = [(n, self._text(n)) for n in self._list(node, what)]
        for item, value in values:
            if not good(value):
                self._note(item, f"{what} cannot hold {value!r}", hint)
        return tuple(value for _, value in values)
