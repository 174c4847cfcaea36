"""Getting documents in: files, folders, pages, JSON lines and the standard input become `Document`s.

The only stage that reads a disk. What cannot be read is refused with its name, the reason, and what to do.
"""

from marsad.ingest.gather import MAX_BYTES, Failure, Load, Meter, gather, weigh
from marsad.ingest.language import identify, languages_with_pack

__all__ = ["MAX_BYTES", "Failure", "Load", "Meter", "gather", "identify", "languages_with_pack", "weigh"]
