"""Who called whom, as a trace tells it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stockade import Policy, PoolLimits, Supervisor


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with Supervisor(Policy.research(), pool=PoolLimits(workers=1, spares=1)) as made:
        yield made


def calls_in(supervisor: Supervisor, source: str) -> dict[str, int]:
    """Return the count of each node, by the names on the way to it."""
    trace = supervisor.run(source).trace
    assert trace is not None
    names = {function.id: function.name for function in trace.functions}
    paths = {-1: ""}
    for node in trace.tree:
        paths[node.id] = f"{paths[node.parent]} > {names[node.function]}".removeprefix(" > ")
    return {paths[node.id]: node.count for node in trace.tree}


def test_a_call_hangs_below_its_caller(supervisor: Supervisor) -> None:
    source = "function g() {} function f() { g(); g() } f(); g()"
    assert calls_in(supervisor, source) == {
        "(program)": 1,
        "(program) > f": 1,
        "(program) > f > g": 2,
        "(program) > g": 1,
    }


@pytest.mark.parametrize(
    ("asks", "origin"),
    [
        ("eval('g()')", "eval"),
        ("(0, eval)('g()')", "indirect_eval"),
        ("[0].forEach(() => (0, eval)('g()'))", "indirect_eval"),
        ("setTimeout('g()')", "timer"),
    ],
)
def test_what_made_code_calls_hangs_below_that_code(
    supervisor: Supervisor, asks: str, origin: str
) -> None:
    calls = calls_in(supervisor, f"function g() {{}} {asks}; g()")
    assert [path for path in calls if path.endswith(f"> ({origin}) > g")]
    assert calls["(program) > g"] == 1


def test_a_callback_of_a_builtin_hangs_below_who_called_that(supervisor: Supervisor) -> None:
    source = "function f() { [1, 2].map(function each() { g() }) } function g() {} f()"
    assert calls_in(supervisor, source)["(program) > f > each > g"] == 2


def test_a_default_value_is_not_worked_out_below_the_call_before(supervisor: Supervisor) -> None:
    source = "function g() {} function one() {} function two(p = g()) {} one(); two()"
    assert calls_in(supervisor, source)["(program) > g"] == 1


def test_recursion_stays_in_one_node(supervisor: Supervisor) -> None:
    source = "function f(n) { return n ? f(n - 1) : 0 } f(9)"
    assert calls_in(supervisor, source) == {"(program)": 1, "(program) > f": 10}


def test_after_an_error_calls_hang_below_who_caught_it(supervisor: Supervisor) -> None:
    source = (
        "function g() {} function f() { throw 1 } function c() { try { f() } catch { g() } } c()"
    )
    assert calls_in(supervisor, source)["(program) > c > g"] == 1


def test_callbacks_of_the_event_loop_hang_below_the_program(supervisor: Supervisor) -> None:
    source = "Promise.resolve().then(function a() {}); setTimeout(function b() {})"
    assert {"(program) > a", "(program) > b"} < set(calls_in(supervisor, source))
