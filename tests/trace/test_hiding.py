"""What code does to run unseen, or to see who looks: each of these worked once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stockade import Policy, PoolLimits, Supervisor
from stockade.tracing import Trace

UNTRACED = "var yield = 1, g = 1; yield /1/g; "
"""A division here, and for the parser a regular expression: code with it runs without hooks."""


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    policy = Policy.research(call_depth=50, loop_iterations=1000)
    with Supervisor(policy, pool=PoolLimits(workers=1, spares=1)) as made:
        yield made


def trace_of(supervisor: Supervisor, source: str) -> Trace:
    trace = supervisor.run(source).trace
    assert trace is not None
    return trace


def calls(trace: Trace) -> dict[str, int]:
    return {f.name: f.calls.count for f in trace.functions if f.calls is not None}


def test_code_that_is_made_in_turn_with_other_code_is_traced_each_time(
    supervisor: Supervisor,
) -> None:
    source = """
    for (var turn = 0; turn < 3; turn++)
        for (var i = 0; i < 10; i++)
            eval('(function f' + i + '() { for (var n = 0; n < 9; n++); })()')
    """
    trace = trace_of(supervisor, source)
    assert {n: c for n, c in calls(trace).items() if n[0] == "f"} == {f"f{i}": 3 for i in range(10)}


@pytest.mark.parametrize(
    "source",
    [
        "x = /<!--/; (function hidden() {})()\n0",
        "x = 1; (x\n--> `\n, (function hidden() {})()\n//`\n)",
        "x = 1 /*\n*/ --> `\n; (function hidden() {})()\n//`",
        "x = 1\n<!-- `\n; (function hidden() {})()\n//`",
    ],
)
def test_a_comment_of_html_hides_no_code(supervisor: Supervisor, source: str) -> None:
    assert calls(trace_of(supervisor, source))["hidden"] == 1


@pytest.mark.parametrize("word", ["yield", "await"])
def test_code_that_may_be_a_pattern_is_told_as_untraced(supervisor: Supervisor, word: str) -> None:
    source = f"var {word} = 1, g = 1; {word} /(function hidden() {{ return 1 }})()/g"
    (generation,) = trace_of(supervisor, source).generations
    assert (generation.state, generation.reason) == ("untraced", "syntax")


@pytest.mark.parametrize("ending", ["for (;;);", "function f() { f() } f()"])
def test_no_handler_of_stacks_runs_when_a_guard_has_tripped(
    supervisor: Supervisor, ending: str
) -> None:
    handler = UNTRACED + "(function (error, sites) { console.log(sites.length) })"
    result = supervisor.run(f"Error.prepareStackTrace = eval('{handler}'); {ending}")
    assert result.outcome == "limit"
    assert result.console == ()


def test_looking_at_what_is_thrown_asks_for_no_stack(supervisor: Supervisor) -> None:
    source = """
    import * as self from 'sample.js'
    var stacks = 0
    Error.prepareStackTrace = () => { stacks++ }
    try { throw self } catch (thrown) {}
    export let name = stacks
    """
    result = supervisor.run(source)
    assert result.value == {"name": 1}  # the engine has asked for one


@pytest.mark.parametrize("code", ["var x = (", "function f() { return 1 } let a; let a"])
def test_refused_code_is_told_as_that_whoever_makes_its_stack(
    supervisor: Supervisor, code: str
) -> None:
    source = f"""
    var stacks = 0
    Error.prepareStackTrace = () => ++stacks
    try {{ eval({code!r}) }} catch (error) {{ error.stack }}
    stacks
    """
    result = supervisor.run(source)
    assert result.value == 1
    assert result.trace is not None
    assert result.trace.generations[1].state == "refused"


def test_calls_from_deep_frames_that_are_not_traced_hang_below_the_last_that_is(
    supervisor: Supervisor,
) -> None:
    source = f"""
    var u = eval('{UNTRACED}(function u(n) {{ if (n) return u(n - 1); called() }})')
    function called() {{ for (var i = 0; i < 3; i++) leaf() }}
    function leaf() {{}}
    function t(n) {{ return n ? t(n - 1) : u(40) }}
    t(20), t(20)
    """
    trace = trace_of(supervisor, source)
    names = {f.id: f.name for f in trace.functions}
    parents = {node.id: node.function for node in trace.tree}
    edges = {(names[parents[n.parent]], names[n.function]) for n in trace.tree if n.parent >= 0}
    assert ("t", "called") in edges
    assert ("called", "leaf") in edges
    assert calls(trace)["leaf"] == 6
