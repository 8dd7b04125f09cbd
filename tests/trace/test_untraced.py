"""Code that can't have hooks runs as it is, and the trace says so."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from stockade import Policy, PoolLimits, Supervisor
from stockade.tracing import Trace

UNKNOWN_TO_THE_PARSER = "yield\n: 4"  # a label, as a sloppy script may have it
# The engine's compiler just gets so deep; with a hook in each it does not.
DEEP = "(()=>" * 560 + "1" + ")()" * 560


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with Supervisor(Policy.research(), pool=PoolLimits(workers=1, spares=1)) as made:
        yield made


def traced(supervisor: Supervisor, source: str, value: object) -> Trace:
    result = supervisor.run(source)
    assert result.value == value
    assert result.trace is not None
    return result.trace


@pytest.mark.parametrize(
    ("source", "value", "reason"), [(UNKNOWN_TO_THE_PARSER, 4, "syntax"), (DEEP, 1, "compile")]
)
def test_a_sample_is_told_of(supervisor: Supervisor, source: str, value: int, reason: str) -> None:
    (sample,) = traced(supervisor, source, value).generations
    assert (sample.state, sample.reason, sample.text) == ("untraced", reason, source)


@pytest.mark.parametrize(
    ("source", "value", "reason"), [(UNKNOWN_TO_THE_PARSER, 4, "syntax"), (DEEP, 1, "compile")]
)
def test_what_an_eval_is_given_is_told_of(
    supervisor: Supervisor, source: str, value: int, reason: str
) -> None:
    _, made = traced(supervisor, f"eval({json.dumps(source)})", value).generations
    assert (made.state, made.reason, made.text) == ("untraced", reason, source)


def test_code_that_would_take_most_of_the_time_is_not_looked_at(supervisor: Supervisor) -> None:
    line = "function f(a) { return a + 'x' }\\n"
    source = f"(0, eval)({json.dumps(line)}.repeat(20000) + 'f(1)')".replace("\\\\", "\\")
    result = supervisor.run(source, overrides={"cpu_seconds": 0.5})
    assert result.value == "1x"
    assert result.trace is not None
    assert [(made.state, made.reason) for made in result.trace.generations] == [
        ("traced", ""),
        ("untraced", "time"),
    ]


def test_its_functions_are_not_called_unused(supervisor: Supervisor) -> None:
    (coverage,) = traced(supervisor, DEEP, 1).coverage
    assert (coverage.functions, coverage.functions_run) == (1, 1)
    assert coverage.bytes == coverage.bytes_run == len(DEEP)


def test_what_it_makes_is_traced_and_knows_its_parent(supervisor: Supervisor) -> None:
    source = f"{UNKNOWN_TO_THE_PARSER}; eval('(function six() {{ return 6 }})()')"
    trace = traced(supervisor, source, 6)
    assert [(made.state, made.parent) for made in trace.generations] == [
        ("untraced", -1),
        ("traced", 0),
    ]
    assert [function.name for function in trace.functions if function.calls] == [
        "(program)",
        "(eval)",
        "six",
    ]


def test_code_without_a_place_for_hooks_counts_as_traced(supervisor: Supervisor) -> None:
    (sample,) = traced(supervisor, "4", 4).generations
    assert (sample.state, sample.reason) == ("traced", "")
