"""Reading on all cores: documents go to worker processes, rows come back in the order in which the documents went.

A worker ends by itself when the command that started it is gone, however that ended.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

from marsad.errors import Unstored

if TYPE_CHECKING:
    from marsad.model import Document
    from marsad.store import Prepared

_FEW_BYTES = 400_000  # code points under which starting workers costs more than it saves
_AHEAD = 3  # batches that wait for each worker
_WATCH = 1.0  # seconds between two looks at whether the command still runs


def prepare_batch(batch: Sequence[Document]) -> tuple[Prepared, ...]:
    """Read a batch of documents."""
    from marsad.cli.pipeline import prepare_document

    return tuple(prepare_document(document) for document in batch)


def prepare_all(batches: Iterable[Sequence[Document]], workers: int) -> Iterator[tuple[Prepared, ...]]:
    """Read batches, in this process while they are few, else on `workers` processes; give them in their order.

    Raises Unstored where a worker was killed: what was given before is whole.
    """
    size = 0
    waiting = iter(batches)
    for batch in waiting:
        size += sum(len(document.text) for document in batch)
        if size > _FEW_BYTES and workers > 1:
            yield from _on_workers(batch, waiting, workers)
            return
        yield prepare_batch(batch)


def _on_workers(first: Sequence[Document], rest: Iterator[Sequence[Document]], workers: int) -> Iterator[tuple[Prepared, ...]]:
    pending: deque[Future[tuple[Prepared, ...]]] = deque()
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start, initargs=(os.getpid(),))
    try:
        pending.append(pool.submit(prepare_batch, first))
        for batch in rest:
            pending.append(pool.submit(prepare_batch, batch))
            if len(pending) >= workers * _AHEAD:
                yield _result(pending.popleft())
        while pending:
            yield _result(pending.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _result(future: Future[tuple[Prepared, ...]]) -> tuple[Prepared, ...]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool as error:
        raise Unstored("a process that reads was ended from outside", "Run this again: it goes on where it stopped") from error


def _start(parent: int) -> None:
    """Set a worker up: Ctrl-C is the command's to handle, and a worker does not outlive it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


__all__ = ["prepare_all", "prepare_batch"]
