"""What an input may cost: how large, how many, how deep. What is beyond is refused and told, never cut in silence."""

from __future__ import annotations

MAX_BYTES = 50_000_000  # of one text; a newspaper's whole day is under a tenth of it
MAX_DEPTH = 3  # an archive in an archive in an archive
MAX_MEMBERS = 100_000  # files of one ZIP
MAX_DIRECTORY = 24_000_000  # bytes of the list of them
MAX_CELLS = 20_000_000  # of one sheet, empty ones too
MAX_RATIO = 200  # bytes out of one byte in; a page of real text stays under 20
SURELY_SMALL = 1_000_000  # bytes; below it a ratio says nothing: a blank page of a scanned form packs to nearly nothing
MAX_HEAD = 256_000  # bytes of the header of one record of an archive, its addresses in it
MAX_AGAIN = 1_000_000_000  # bytes of one archive that are read again because something in it is damaged
