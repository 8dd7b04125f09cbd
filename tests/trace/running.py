"""Runs for tests of traces: what a user would write, and short ways to what a trace says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from stockade import Outcome, Policy, PoolLimits, RunResult, Supervisor
from stockade.tracing import Calls, Function, Generation, String, Trace


@contextmanager
def supervising(**overrides: Any) -> Iterator[Supervisor]:
    """Serve the preset `research` with one worker. `overrides`: fields of the policy."""
    policy = Policy.research(**overrides)
    with Supervisor(policy, pool=PoolLimits(workers=1, spares=1)) as supervisor:
        yield supervisor


def trace_of(supervisor: Supervisor, source: str, **options: Any) -> Trace:
    """Run what has to complete, and return its trace, which has to be whole."""
    result = supervisor.run(source, **options)
    assert result.outcome is Outcome.COMPLETED, result
    return told(result)


def told(result: RunResult) -> Trace:
    """Return a trace that has to be whole."""
    assert result.trace is not None, result
    assert result.trace.complete
    return result.trace


def made(trace: Trace) -> list[Generation]:
    """Return the generations that running code has made."""
    return list(trace.generations[1:])


def string(trace: Trace, text: str) -> String:
    """Return the one string with this text."""
    (found,) = (one for one in trace.strings if one.text == text)
    return found


def texts(trace: Trace) -> set[str]:
    """Return all strings."""
    return {one.text for one in trace.strings}


def function(trace: Trace, name: str) -> Function:
    """Return the one function of this name."""
    (found,) = (one for one in trace.functions if one.name == name)
    return found


def calls(trace: Trace, name: str) -> Calls:
    """Return how the one function of this name was called."""
    found = function(trace, name).calls
    assert found is not None
    return found


def tree(trace: Trace) -> dict[tuple[str, ...], int]:
    """Return the call tree as counts by path: the names of functions from the root on."""
    names = {one.id: one.name for one in trace.functions}
    paths: dict[int, tuple[str, ...]] = {-1: ()}
    counts: dict[tuple[str, ...], int] = {}
    for node in trace.tree:
        paths[node.id] = (*paths[node.parent], names.get(node.function, "?"))
        counts[paths[node.id]] = counts.get(paths[node.id], 0) + node.count
    return counts


def place(source: str, text: str) -> tuple[int, int]:
    """Return line and column, in code points, where a text that is in the source once begins."""
    assert source.count(text) == 1, text
    before = source[: source.index(text)].replace("\r\n", "\n")
    for end in "\r\u2028\u2029":
        before = before.replace(end, "\n")
    line = before.rpartition("\n")[2]
    return before.count("\n") + 1, len(line) + 1
