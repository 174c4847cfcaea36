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
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

from marsad.errors import Unstored

if TYPE_CHECKING:
    from marsad.ingest import Failure
    from marsad.model import Document
    from marsad.store import Prepared

    Read = tuple[Prepared | Failure, ...]

_FEW_BYTES = 200_000  # code points under which starting workers costs more than it saves
_AHEAD = 3  # batches that wait for each worker …
_MOST_AHEAD = 20  # … and the most that are read ahead of one that is slow
_NICE = 5  # workers leave the first turn to the command, which keeps what they read: there is one of it
_WATCH = 1.0  # seconds between two looks at whether the command still runs


def prepare_batch(batch: Sequence[Document]) -> Read:
    """Read a batch of documents; where the reading of one crashes, that stands in its place."""
    return tuple(map(_prepare, batch))


def _prepare(document: Document) -> Prepared | Failure:
    from marsad.cli.pipeline import prepare_document
    from marsad.cli.runner import Crashed, hold_crash
    from marsad.ingest import Failure

    try:
        with hold_crash(document.id):
            return prepare_document(document)
    except Crashed as error:
        return Failure(error)


def prepare_all(batches: Iterable[Sequence[Document]], workers: int) -> Iterator[Read]:
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


def _on_workers(first: Sequence[Document], rest: Iterator[Sequence[Document]], workers: int) -> Iterator[Read]:
    """Read on workers. They take seconds to start: until the first of them has read something, this process reads as well."""
    pending: deque[Future[Read]] = deque()
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start, initargs=(os.getpid(),))
    try:
        pending.extend(pool.submit(prepare_batch, batch) for batch in (first, *islice(rest, workers - 1)))
        started = pending[0]
        for batch in rest:
            if started.done():
                pending.append(pool.submit(prepare_batch, batch))
            else:
                pending.append(_done(prepare_batch(batch)))
            while len(pending) >= workers * _AHEAD and pending[0].done():
                yield _result(pending.popleft())
            if len(pending) >= workers * _MOST_AHEAD:
                yield _result(pending.popleft())
        while pending:
            yield _result(pending.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _done(read: Read) -> Future[Read]:
    future: Future[Read] = Future()
    future.set_result(read)
    return future


def _result(future: Future[Read]) -> Read:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool as error:
        raise Unstored("a process that reads was ended from outside", "Run this again: it goes on where it stopped") from error


def _start(parent: int) -> None:
    """Set a worker up: Ctrl-C is the command's to handle, and a worker does not outlive it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


__all__ = ["prepare_all", "prepare_batch"]
