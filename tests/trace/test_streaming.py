"""A trace arrives while the code runs, and what arrived stays when its worker is killed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.trace.running import supervising

from stockade import ConsoleEntry, Outcome, RunResult, StreamItem, Supervisor
from stockade.tracing import Calls, Coverage, Function, Generation, String, Trace

ATOB = "atob('aHR0cDovL2Vhcmx5LnRlc3QvJw==')"
EARLY = "http://early.test/'"
BUSY = "function work(x) { return x + 1 } for (let i = 0, n = 0; i < 1e6; i++) n = work(n);"
# Native code that never polls: only a wall or the supervisor ends it.
STUCK = "const big = 'a'.repeat(2 ** 22); for (;;) big.indexOf('a'.repeat(2 ** 21) + 'b');"
KILLS: dict[str, tuple[dict[str, float], set[str]]] = {
    "the wall clock": ({"cpu_seconds": 1, "wall_seconds": 1}, {"wall", "cpu"}),
    "CPU time": ({"cpu_seconds": 0.5, "wall_seconds": 3}, {"cpu"}),
}


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with supervising() as made:
        yield made


def streamed(supervisor: Supervisor, source: str, **options: Any) -> list[StreamItem]:
    return list(supervisor.stream(source, **options))


def result_of(items: list[StreamItem]) -> RunResult:
    last = items[-1]
    assert isinstance(last, RunResult)
    return last


def trace_in(result: RunResult) -> Trace:
    assert result.trace is not None
    return result.trace


def test_made_code_arrives_before_the_run_goes_on(supervisor: Supervisor) -> None:
    items = streamed(supervisor, "eval('1'); console.log('then'); eval('2')")
    kinds = [
        item.text for item in items if isinstance(item, Generation | ConsoleEntry) and item.text
    ]
    assert kinds[1:] == ["1", "then", "2"]


def test_news_of_a_long_run_arrives_before_its_end(supervisor: Supervisor) -> None:
    items = streamed(supervisor, f"{ATOB}; {BUSY} console.log('end')")
    end = next(at for at, item in enumerate(items) if isinstance(item, ConsoleEntry))
    before = items[:end]
    assert any(isinstance(item, String) and item.text == EARLY for item in before)
    early = [item.count for item in before if isinstance(item, Calls) and item.count > 100]
    assert early
    assert early[0] < 1_000_000
    trace = trace_in(result_of(items))
    assert max(one.calls.count for one in trace.functions if one.calls) == 1_000_000


def test_the_result_is_what_the_events_say(supervisor: Supervisor) -> None:
    items = streamed(supervisor, f"{ATOB}; eval('(function f() {{ }})()'); {BUSY}")
    trace = trace_in(result_of(items))
    events = {
        kind: [one for one in items if isinstance(one, kind)] for kind in (Generation, Coverage)
    }
    assert tuple(events[Generation]) == trace.generations
    assert {one.id for one in items if isinstance(one, Function)} == {
        one.id for one in trace.functions
    }
    assert {one.text for one in items if isinstance(one, String)} == {
        one.text for one in trace.strings
    }
    assert set(events[Coverage]) == set(trace.coverage)


@pytest.mark.parametrize("clock", KILLS)
def test_after_a_kill_all_but_the_last_news_is_there(supervisor: Supervisor, clock: str) -> None:
    overrides, kinds = KILLS[clock]
    source = f"eval('void 1'); {ATOB}; {BUSY} {STUCK}"
    result = supervisor.run(source, overrides=overrides)
    assert result.outcome is Outcome.LIMIT
    assert result.limit is not None
    assert result.limit.kind in kinds
    trace = trace_in(result)
    assert [one.text for one in trace.generations] == [source, "void 1"]
    assert [one.text for one in trace.strings] == [EARLY]
    (work,) = (one for one in trace.functions if one.name == "work")
    assert work.calls is not None
    assert work.calls.count > 1000


def test_a_trace_that_was_cut_off_says_so(supervisor: Supervisor) -> None:
    source = f"eval('void 1'); {BUSY} /(a*)*b/.test('a'.repeat(40)); {STUCK}"
    result = supervisor.run(source, overrides={"cpu_seconds": 0.4, "wall_seconds": 2})
    trace = trace_in(result)
    assert result.limit is not None
    assert trace.complete is (result.limit.enforced_by in ("engine", "guard"))
    assert [one.text for one in trace.generations] == [source, "void 1"]


def test_a_run_that_is_out_of_memory_keeps_its_trace(supervisor: Supervisor) -> None:
    source = f"eval('void 1'); {ATOB}; const a = []; for (;;) a.push(new Array(1e4).fill(a.length))"
    result = supervisor.run(source, overrides={"heap_bytes": 32 << 20})
    assert result.limit is not None
    assert result.limit.kind == "memory"
    assert [one.text for one in trace_in(result).generations] == [source, "void 1"]
    assert [one.text for one in trace_in(result).strings] == [EARLY]


def test_a_stream_that_is_left_withdraws_the_run(supervisor: Supervisor) -> None:
    stream = supervisor.stream("eval('1'); for (;;) ;")
    first = next(stream)
    assert isinstance(first, Generation)
    stream.close()
    assert supervisor.run("1 + 1").value == 2
