"""What an honest worker tells of a run fits what the supervisor takes, whatever the policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from stockade import Policy, PoolLimits, RunResult, Supervisor
from stockade.tracing import Generation

PROGRAMS = {
    "code that makes code": "let s = '1'; for (let i = 0; i < 12; i++)"
    " s = 'eval(' + JSON.stringify(s) + ')'; eval(s)",
    "large pieces of code": "for (let i = 0; i < 40; i++) eval('/*' + 'x'.repeat(20000) + '*/'"
    " + 'String.fromCharCode(104, 101, 108, ' + (48 + i) + ');'"
    " + 'eval(\"function q' + i + '(){return atob(`aGVsbG8gd29ybGQ=`)}; q' + i + '()\")')",
    "many pieces of code": "for (let i = 0; i < 1500; i++)"
    " eval('(function g' + i + '(a) { return a + \"x' + i + '\" })(' + i + ')')",
    "many strings": "for (let i = 0; i < 9000; i++) ['http://', i, '.test'].join('')",
    "many functions": "let t = ''; for (let i = 0; i < 900; i++)"
    " t += 'function f' + i + '(a, b) { return [a, b].join(\"-\") };f' + i + '(' + i + ', null);';"
    " eval(t)",
    "many exceptions": "let t = ''; for (let i = 0; i < 1100; i++)"
    " t += 'try { throw new Error(\"e' + i + '\") } catch (e) { e.message };'; eval(t)",
    "a deep tree": "function f(n) { return n ? f(n - 1) + g(n - 1) : 0 }"
    " function g(n) { return n > 100 ? f(n - 1) : 1 } f(8)",
    "text that is not well formed": "for (let i = 0; i < 50; i++) {"
    " eval('\"\\ud800' + i + '\" + \"\\udc00\\u6f22\"');"
    " String.fromCharCode(0xd800, 65, 0xdc00, i) + '\\u6f22'.repeat(5000) }",
    "long names": "let o = {}; o['\\ud800' + 'n'.repeat(3000)] = function () {};"
    " o['\\ud800' + 'n'.repeat(3000)](); let f = function () {};"
    f" function {'z' * 1200}() {{}} {'z' * 1200}()",
    "odd arguments": "function f(...a) { return a } f(...Array(100).fill('x'.repeat(5000)));"
    " f(1, Symbol(), 10n, null, undefined, NaN, -0, {}, [], f, new Proxy({}, {}))",
    "code that is refused": "for (let i = 0; i < 90; i++) {"
    " try { eval('var x' + i + ' = ;') } catch {} try { Function('}' + i) } catch {} }",
    "code from timers": "let n = 0; t();"
    " function t() { if (n++ < 900) setTimeout(n % 2 ? t : 't()', 1) }",
    "a body that returns": "eval('1'); return String.fromCharCode(104, 105, 106, 107)",
    "a module": "export default eval('1 + 1'); await import('nowhere').catch(e => e.message)",
    "an error": "var x = ;",
    "calls without end": "function f() { try { f() } finally { f() } } f()",
    "turns without end": "for (;;) {"
    " try { (function r() { r() })() } catch {} finally { continue } }",
}
CEILINGS: dict[str, dict[str, Any]] = {
    "as production": {},
    "next to nothing": {
        "generations": 1,
        "generation_bytes": 64,
        "artifact_bytes": 0,
        "trace_bytes": 65_600,
        "trace_strings": 0,
        "trace_functions": 0,
        "trace_nodes": 0,
    },
    "a little": {
        "generations": 50,
        "generation_bytes": 16_384,
        "artifact_bytes": 0,
        "trace_bytes": 81_920,
        "trace_strings": 1000,
        "trace_functions": 20,
        "trace_nodes": 20,
        "call_depth": 50,
        "loop_iterations": 5000,
    },
}


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with Supervisor(Policy.production(), pool=PoolLimits(workers=2, spares=2)) as running:
        yield running


def kept_by(result: RunResult) -> dict[str, int]:
    trace = result.trace
    assert trace is not None
    return {
        "generations": len(trace.generations),
        "trace_strings": len(trace.strings),
        "trace_functions": len(trace.functions),
        "trace_nodes": len(trace.tree),
    }


@pytest.mark.parametrize("ceilings", CEILINGS.values(), ids=CEILINGS.keys())
@pytest.mark.parametrize("source", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_a_trace_is_whole_and_within_the_policy(
    supervisor: Supervisor, source: str, ceilings: dict[str, Any]
) -> None:
    result = supervisor.run(source, overrides=ceilings)
    assert result.outcome in ("completed", "threw", "limit"), result.cause
    assert result.trace is not None
    assert result.trace.complete
    for name, count in kept_by(result).items():
        assert count <= ceilings.get(name, count)


@pytest.mark.parametrize("source", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_the_same_program_has_the_same_trace(supervisor: Supervisor, source: str) -> None:
    first, second = (supervisor.submit(source) for _ in range(2))
    assert first.result().trace == second.result().trace


def test_without_tracing_the_same_program_has_none(supervisor: Supervisor) -> None:
    result = supervisor.run("eval('6 * 7')", policy=Policy.production(tracing=False))
    assert (result.value, result.trace) == (42, None)


def test_code_is_told_of_while_it_runs(supervisor: Supervisor) -> None:
    """This run ends only with its stream."""
    patient = Policy.production(cpu_seconds=30, wall_seconds=120, loop_iterations=10**12)
    stream = supervisor.stream("eval('var made'); for (;;);", policy=patient)
    texts = []
    for item in stream:
        if isinstance(item, Generation):
            texts.append(item.text)
        if len(texts) == 2:
            break
    stream.close()
    assert texts == ["eval('var made'); for (;;);", "var made"]
