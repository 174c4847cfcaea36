"""Hosts beside each other, the tasks of one host in a row."""

from __future__ import annotations

import threading
import time
from collections import Counter

import pytest

from marsad.fetching.lanes import Lanes, Stopped


def test_every_task_gives_its_result_once_and_a_lane_runs_one_at_a_time() -> None:
    lanes: Lanes[tuple[str, int]] = Lanes(4)
    running: Counter[str] = Counter()
    most: Counter[str] = Counter()
    order: dict[str, list[int]] = {}

    def task(lane: str, number: int) -> tuple[str, int]:
        running[lane] += 1
        most[lane] = max(most[lane], running[lane])
        order.setdefault(lane, []).append(number)
        time.sleep(0.001)
        running[lane] -= 1
        return lane, number

    for number in range(60):
        lane = "abcdef"[number % 6]
        lanes.add(lane, lambda lane=lane, number=number: task(lane, number))  # type: ignore[misc]
    assert sorted(lanes.results()) == sorted(("abcdef"[number % 6], number) for number in range(60))
    assert set(most.values()) == {1}
    assert all(numbers == sorted(numbers) for numbers in order.values())


def test_lanes_go_on_beside_each_other() -> None:
    lanes: Lanes[str] = Lanes(2)
    met = threading.Barrier(2, timeout=5)

    def task(name: str) -> str:
        met.wait()
        return name

    lanes.add("a", lambda: task("a"))
    lanes.add("b", lambda: task("b"))
    assert sorted(lanes.results()) == ["a", "b"]


def test_tasks_may_be_added_while_results_are_taken() -> None:
    lanes: Lanes[int] = Lanes(2)
    lanes.add("a", lambda: 0)
    found = []
    for number in lanes.results():
        found.append(number)
        if number < 5:
            lanes.add(str(number % 2), lambda number=number: number + 1)  # type: ignore[misc]
    assert found == [0, 1, 2, 3, 4, 5]


def test_what_a_task_raises_is_raised_where_its_result_is_taken() -> None:
    lanes: Lanes[int] = Lanes(1)

    def task() -> int:
        raise ValueError("a bug")

    lanes.add("a", task)
    with pytest.raises(ValueError, match="a bug"):
        next(lanes.results())


def test_a_run_that_is_stopped_gives_what_is_done_and_begins_nothing_new() -> None:
    lanes: Lanes[int] = Lanes(1)
    begun: list[int] = []
    go = threading.Event()

    def task(number: int) -> int:
        begun.append(number)
        if number == 1:
            go.set()
            lanes.sleep(60)
        return number

    for number in range(5):
        lanes.add("a", lambda number=number: task(number))  # type: ignore[misc]
    assert go.wait(5)
    assert list(lanes.stop()) == [0]
    time.sleep(0.05)
    assert begun == [0, 1]
    with pytest.raises(Stopped):
        lanes.sleep(1)
