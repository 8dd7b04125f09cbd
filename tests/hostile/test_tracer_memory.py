"""The tracer's memory: it has a ceiling of its own, and what the guest may take stays the same.

Every program runs with and without a trace under the same `heap_bytes`, and has to end in the same
way; with a trace it may take `tracer_bytes` more, and no byte beyond.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from stockade import Policy, PoolLimits, RunResult, Supervisor

MIB = 1 << 20
HEAP_BYTES = 16 * MIB
TRACER_BYTES = 8 * MIB
KINDS = tomllib.loads((Path(__file__).parent / "memory_kinds.toml").read_text(encoding="utf-8"))
LUCK = {
    "promise_jobs": "the engine loses a job that does not fit: by luck of sizes, it goes on",
    "string_builder": "quadratic: it would take a minute of CPU time",
}
POLICY = Policy.production(
    name="small-tracer",
    heap_bytes=HEAP_BYTES,
    tracer_bytes=TRACER_BYTES,
    cpu_seconds=20,
    wall_seconds=60,
    loop_iterations=10**12,
)

JSFUCK = "[][(![]+[])[+[]]+([![]]+[][[]])[+!+[]+[+[]]]+(![]+[])[!+[]+!+[]]+(!![]+[])[+[]]]"
FLOODS = {
    "functions in one source": "(0, eval)('(() => { n })();'.repeat(20000).replaceAll('n', '1'))",
    "functions in many sources": """
        let n = 0;
        for (let i = 0; i < 300; i++)
          n += (0, eval)('[' + ('(() => ' + i + '),').repeat(300) + ']').length;
        n""",
    "evals of the same": """
        const kept = [];
        for (let i = 0; i < 20000; i++) kept.push((0, eval)('(function () {})'));
        kept.length""",
    "evals of ever new code": """
        for (let i = 0; i < 20000; i++) (0, eval)('(function () { return ' + i + '; })');
        1""",
    "a large table": "(0, eval)('[' + '[1],'.repeat(60000) + ']').length",
    "jsfuck": f"(0, eval)('x = ' + ({JSFUCK!r} + '+').repeat(4000) + '1').length",
    "jsfuck again and again": f"""
        for (let i = 0; i < 40; i++) (0, eval)(i + '+' + ({JSFUCK!r} + '+').repeat(200) + '1');
        1""",
    "places where strings grow": """
        let n = 0;
        for (let i = 0; i < 20; i++) {
          const code = 'let s = "' + i + '"; for (let j = 0; j < 200; j++) {';
          n += (0, eval)(code + 's += "abcdefgh";'.repeat(100) + '} s.length');
        }
        n""",
    "long arguments": """
        const all = (0, eval)('[' + '(a, b, c, d) => a,'.repeat(1000) + ']');
        let i = 0;
        for (const f of all) f('x'.repeat(900) + ++i, 'y'.repeat(900) + i);
        i""",
    "errors": """
        const one = 'try { throw new Error("' + 'x'.repeat(300) + '") } catch (e) {};';
        for (let i = 0; i < 100; i++) (0, eval)(one.repeat(30) + i);
        1""",
    "decoded strings": """
        let n = 0;
        for (let i = 0; i < 3000; i++) n += [i, '/' + 'y'.repeat(4000)].join('').length;
        n""",
    "timers of text": "for (let i = 0; i < 3000; i++) setTimeout('1 + ' + i); 1",
    "modules": "for (let i = 0; i < 1500; i++) import('data:text/javascript,0//' + i); 1",
    "calls in calls": """
        const h = [];
        for (let i = 0; i < 100; i++)
          h.push((0, eval)('(function f' + i + '(n, g) {' +
            'return n && g[n * 7 % 100](n - 1, g) })'));
        for (let i = 0; i < 500; i++) h[i % 100](100, h);
        1""",
}


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with Supervisor(POLICY, pool=PoolLimits(workers=1, spares=1, rss_bytes=4 << 30)) as made:
        yield made


def both(supervisor: Supervisor, source: str) -> tuple[RunResult, RunResult]:
    """Run with a trace and without one."""
    plain = Policy(name="plain", tracing=False, ceilings=POLICY.ceilings)
    return supervisor.run(source), supervisor.run(source, policy=plain)


def ending(result: RunResult) -> tuple[object, ...]:
    kind = result.limit.kind if result.limit else None
    return result.outcome, kind, result.error and result.error.message, result.value


def taken(result: RunResult) -> int:
    assert result.memory_stats.peak_bytes is not None, result
    return result.memory_stats.peak_bytes


# Every other kind: all of them are in test_memory.py, without a trace.
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in LUCK][::2])
def test_a_trace_changes_nothing_about_how_memory_runs_out(
    supervisor: Supervisor, kind: str
) -> None:
    amount = 2 * HEAP_BYTES / KINDS[kind]["unit"] if KINDS[kind].get("at_once") else "Infinity"
    traced, plain = both(supervisor, f"const N = {amount};{KINDS[kind]['source']}")
    assert ending(traced) == ending(plain)
    assert taken(traced) <= 1.1 * HEAP_BYTES + TRACER_BYTES


@pytest.mark.parametrize("source", FLOODS.values(), ids=FLOODS.keys())
def test_a_flood_takes_no_more_than_the_tracers_ceiling(
    supervisor: Supervisor, source: str
) -> None:
    traced, plain = both(supervisor, source)
    assert ending(traced) == ending(plain)
    assert taken(traced) <= min(1.1 * HEAP_BYTES, taken(plain) + 2 * MIB) + TRACER_BYTES


def test_code_that_does_not_fit_runs_and_is_told_of_whole(supervisor: Supervisor) -> None:
    result = supervisor.run(FLOODS["jsfuck"])
    assert result.trace is not None
    sample, made = result.trace.generations
    assert (sample.state, made.state, made.reason) == ("traced", "untraced", "memory")
    assert made.size > 4000 * len(JSFUCK)


def test_one_run_may_have_less_for_its_tracer(supervisor: Supervisor) -> None:
    result = supervisor.run("6 * 7", overrides={"tracer_bytes": 0})
    assert result.value == 42
    assert result.trace is not None
    (sample,) = result.trace.generations
    assert (sample.state, sample.reason) == ("untraced", "memory")
    assert sample.text == "6 * 7"


def test_code_after_a_large_piece_is_traced_again(supervisor: Supervisor) -> None:
    """What a large piece has needed is there again for the next."""
    once = f"(0, eval)('x = ' + ({JSFUCK!r} + '+').repeat(250) + '1');"
    result = supervisor.run(" ".join([once] * 5) + "(0, eval)('(() => 1)()')")
    assert result.value == 1
    assert result.trace is not None
    assert {made.state for made in result.trace.generations} == {"traced"}
