"""Guards end a run in good order: no guest code stops them, and the trace says where it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stockade import Policy, PoolLimits, RunResult, Supervisor

LIMITS = {"call_depth": 50, "loop_iterations": 1000}


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    policy = Policy.research(**LIMITS)
    with Supervisor(policy, pool=PoolLimits(workers=1, spares=1)) as made:
        yield made


def ended(supervisor: Supervisor, source: str, kind: str, **overrides: float) -> RunResult:
    result = supervisor.run(source, overrides=overrides)
    assert result.outcome == "limit"
    assert result.limit is not None
    assert (result.limit.kind, result.limit.enforced_by) == (kind, "guard")
    assert result.trace is not None
    assert result.trace.guard is not None
    assert result.trace.guard.kind == kind
    assert result.trace.complete
    return result


def place_of(result: RunResult) -> tuple[int, int, int]:
    assert result.trace is not None
    assert result.trace.guard is not None
    return result.trace.guard.generation, result.trace.guard.line, result.trace.guard.column


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("function f() { f() } f()", "call_depth"),
        ("(function f() { [0].forEach(f) })()", "call_depth"),
        ("var f = () => f(); f()", "call_depth"),
        ("for (;;);", "loop_iterations"),
        ("for (var i = 0; i < 40; i++) { let n = 0; while (n++ < 40); }", "loop_iterations"),
        ("eval('do ; while (true)')", "loop_iterations"),
        ("setTimeout(new Function('for (;;) ;'))", "loop_iterations"),
    ],
)
def test_a_guard_ends_it(supervisor: Supervisor, source: str, kind: str) -> None:
    limit = ended(supervisor, source, kind).limit
    assert limit is not None
    assert limit.limit == LIMITS[kind]
    assert limit.seen == LIMITS[kind] + 1


def test_what_stays_within_the_limits_completes(supervisor: Supervisor) -> None:
    source = "function f(n) { return n && f(n - 1) } for (var i = 0; i < 999; i++) f(40); i"
    assert supervisor.run(source).value == 999


@pytest.mark.parametrize(
    "source",
    [
        "try { for (;;); } catch (e) { console.log(e) } finally { console.log(1) }",
        "for (;;) try { for (;;); } catch { console.log(1) } finally { console.log(1); continue }",
        "function f() { try { f() } catch { console.log(1) } finally { console.log(1); f() } } f()",
        "Promise.reject().catch(() => { for (;;); }).finally(() => console.log(1))",
        "setTimeout(() => console.log(1)); queueMicrotask(() => console.log(1)); for (;;);",
        "(async () => { try { for await (let x of Array(2e3)); } finally { console.log(1) } })()",
    ],
)
def test_no_code_runs_afterwards(supervisor: Supervisor, source: str) -> None:
    result = supervisor.run(source)
    assert result.outcome == "limit"
    assert result.console == ()


def test_it_says_which_loop_turned_once_too_often(supervisor: Supervisor) -> None:
    source = "var a = 1;\n  while (a) {\n    a++\n  }"
    assert place_of(ended(supervisor, source, "loop_iterations")) == (0, 2, 10)


def test_it_says_in_which_code(supervisor: Supervisor) -> None:
    source = "function f() {\n  eval('1;\\n\\n while (Math.PI) ;')\n}\nf()"
    assert place_of(ended(supervisor, source, "loop_iterations"))[:2] == (1, 3)


def test_it_says_which_call_went_too_deep(supervisor: Supervisor) -> None:
    source = "function f() {\n g() }\nfunction g() { f() }\nfunction first() { f() } first()"
    assert place_of(ended(supervisor, source, "call_depth"))[:2] == (0, 3)


def test_the_wall_clock_ends_a_run_before_the_supervisor_does(supervisor: Supervisor) -> None:
    source = "setInterval(() => Array(100).fill(0).map(Math.abs))"
    ended(supervisor, source, "wall", cpu_seconds=2, wall_seconds=2)
