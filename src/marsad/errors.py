"""Everything that Marsad can refuse to do, as one small tree.

    Fault                  never raised itself: catch it to catch all
    ├── BadInput           a document, line or option that cannot be read as it is
    │   ├── NotFound       no such file, folder, agreement or record
    │   ├── NotText        empty, binary, too large, or in an encoding that nobody can tell
    │   ├── NoPack         text in a language that has no pack
    │   ├── BadDatabase    what was named is no database of Marsad, or of another version
    │   ├── Unknown        nobody here knows who asks
    │   ├── NotAllowed     who asks may not do this
    │   ├── Nameless       what is changed is kept with a name, and none was given
    │   ├── TooMany        asked or tried more often than anybody needs
    │   └── TooLarge       what was sent is larger than what is taken
    ├── BadPack            a data file of a language, the gazetteer or an agreement is malformed
    ├── Unstored           the database could not be written or read: locked, full, read-only, out of reach
    └── Drift              a quote no longer stands where its span says: a fault of ours, never of the user

Every message says what happened and what to do about it. The command line prints it and ends with `exit_code`.
"""

from __future__ import annotations


class Fault(Exception):  # noqa: N818 - what went wrong, by a word of the user
    """The root: a message of what happened, a hint of what to do, an exit code."""

    exit_code = 1

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.what}. {self.hint}" if self.hint else self.what


class BadInput(Fault):
    """What was given cannot be read as it is."""

    exit_code = 2


class NotFound(BadInput):
    """What was named does not exist."""


class NotText(BadInput):
    """What was given holds no readable text."""


class NoPack(BadInput):
    """The text is in a language that no pack reads."""


class BadDatabase(BadInput):
    """What was named is no database that this Marsad can use."""


class Unknown(BadInput):
    """Nobody here knows who asks."""


class NotAllowed(BadInput):
    """Who asks may not do this."""


class Nameless(BadInput):
    """What is changed is kept with a name, and none was given."""


class TooMany(BadInput):
    """Asked or tried more often than anybody needs; `seconds` says after how long it may be tried again."""

    def __init__(self, what: str, hint: str = "", *, seconds: int = 60) -> None:
        super().__init__(what, hint)
        self.seconds = seconds


class TooLarge(BadInput):
    """What was sent is larger than what is taken."""


class Unstored(Fault):
    """The database could not be written or read; what was stored before stays as it was."""


class BadPack(Fault):
    """A data file of a language, the gazetteer or an agreement breaks its own form."""

    exit_code = 2

    def __init__(self, what: str, hint: str = "", *, file: str = "", line: int = 0) -> None:
        place = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
        super().__init__(f"{place}{what}", hint)
        self.file = file
        self.line = line


class Drift(Fault):
    """A span and its quote disagree."""
