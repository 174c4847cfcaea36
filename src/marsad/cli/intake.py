"""Taking in what is given in the browser: read by the pipeline that `marsad add` has."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.store import Store
    from marsad.web.intake import Given, Taken

_UNSAFE = re.compile(r"[^\w.\- ]|^\.+")


def take_in(store: Store, given: Given) -> Iterator[Taken]:
    """Read what is given, and add its documents one by one; what cannot be read is told and passed over."""
    from marsad.cli.pipeline import prepare_document
    from marsad.ingest import Failure, gather
    from marsad.web.intake import Taken

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (_UNSAFE.sub("_", given.name)[-120:] or "given.txt")
        path.write_bytes(given.data)
        for item in gather([path], published=given.published, language=given.language, keep_going=True, for_keeping=True):
            if isinstance(item, Failure):
                yield Taken(given.name, "failed", f"{item.error.what}. {item.error.hint}".replace(f"{folder}/", ""))
                continue
            (stored,) = store.add([prepare_document(item)])
            yield Taken(item.id, stored.outcome)
