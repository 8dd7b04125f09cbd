"""What a stream holds back for a slow reader: in order, and only the latest of what grows."""

from __future__ import annotations

from typing import Any

from stockade import ConsoleEntry, TraceEvent
from stockade.backlog import Backlog
from stockade.tracing import CallNode, Calls, Dropped, Guard, Repeat, StringAgain


def taken(*items: ConsoleEntry | TraceEvent) -> list[Any]:
    backlog = Backlog(lambda: None)
    for item in items:
        backlog.put(item)
    return backlog.take()


def calls(function: int, count: int) -> Calls:
    return Calls(
        function=function,
        count=count,
        first_arguments=(),
        last_arguments=(),
        first_return=None,
        last_return=None,
        thrown=0,
    )


def test_console_entries_come_one_by_one_even_if_alike() -> None:
    entry = ConsoleEntry(level="log", text="x")
    assert taken(entry, entry) == [entry, entry]


def test_a_count_that_has_grown_takes_the_place_of_the_one_before() -> None:
    entry = ConsoleEntry(level="log", text="x")
    other = StringAgain(id=2, times=3)
    assert taken(calls(1, 1), other, calls(2, 1), entry, calls(1, 8)) == [
        *(calls(1, 8), other, calls(2, 1), entry)
    ]


def test_events_of_two_kinds_do_not_replace_each_other() -> None:
    events: list[TraceEvent] = [
        Repeat(generation=1, times=2),
        StringAgain(id=1, times=2),
        CallNode(id=1, parent=-1, function=1, count=2),
        calls(1, 2),
        Dropped(what="wall", count=1),
        Guard(kind="wall", limit=1, seen=1, generation=0, line=0, column=0, mapped=None, node=None),
    ]
    assert taken(*events) == events


def test_what_is_taken_is_forgotten() -> None:
    backlog = Backlog(lambda: None)
    backlog.put(calls(1, 1))
    assert backlog.take() == [calls(1, 1)]
    assert backlog.take() == []


def test_whoever_waits_is_woken_with_each_item() -> None:
    woken: list[int] = []
    backlog = Backlog(lambda: woken.append(len(backlog.take())))
    backlog.put(calls(1, 1))
    backlog.put(calls(1, 2))
    assert woken == [1, 1]
