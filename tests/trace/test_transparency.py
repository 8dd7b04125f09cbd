"""Programs that look for a tracer do the same with one as without.

Each file of `programs/` runs twice. Everything that a caller sees must be the same: outcome, value,
console, and of an error its name, message and stack. A first line `// outcome: threw` says that it
must throw; else it must complete.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from stockade import Policy, PoolLimits, RunResult, Supervisor
from stockade.values import to_jsonable

MIB = 1 << 20
FOLDER = Path(__file__).with_name("programs")
PROGRAMS = sorted(path for path in FOLDER.iterdir() if path.suffix in (".js", ".mjs"))
DEPTH_SHARE = 0.1

# Of an error at some operations the engine knows no position, and gives that of an earlier one, or
# column 1. A call of a hook makes it note one. So in these programs the columns are not compared.
UNPLACED = {"messages_of_errors", "module_that_throws", "promises_that_fail", "uncaught_rejection"}
COLUMN = re.compile(r"(js:\d+):\d+\)")

OUTCOME = re.compile(r"^// outcome: (\w+)$", re.MULTILINE)

DEPTHS = {
    "a function": "let n = 0; function f() { n++; f() } try { f() } catch (e) { [n, e.name] }",
    "an arrow": "let n = 0; const f = () => (n++, f()); try { f() } catch (e) { [n, e.name] }",
    "returned values": (
        "let n = 0; function f() { n++; return f() + 'x' } try { f() } catch (e) { [n, e.name] }"
    ),
    "a method": (
        "let n = 0; class A { m() { n++; return this.m() } }"
        "try { new A().m() } catch (e) { [n, e.name] }"
    ),
    "loops": (
        "let n = 0; function f() { for (const x of [1]) { n++; f() } }"
        "try { f() } catch (e) { [n, e.name] }"
    ),
    "callbacks": (
        "let n = 0; function f() { n++; [1].map(f) } try { f() } catch (e) { [n, e.name] }"
    ),
    "evaluations": (
        "let n = 0; function f() { n++; eval('f()') } try { f() } catch (e) { [n, e.name] }"
    ),
    "constructors": (
        "let n = 0; class A { constructor() { n++; new A() } }"
        "try { new A() } catch (e) { [n, e.name] }"
    ),
    "caught all the way": (
        "let n = 0; function f() { n++; try { return f() } catch (e) { throw e } }"
        "try { f() } catch (e) { [n, e.name] }"
    ),
}


@dataclass(slots=True)
class Ground:
    """One supervisor, and the two policies that differ in nothing but tracing."""

    supervisor: Supervisor

    def run(self, source: bytes | str, *, tracing: bool, module: bool = False) -> RunResult:
        policy = POLICIES[tracing]
        return self.supervisor.run(source, policy=policy, kind="module" if module else "auto")


def _policy(*, tracing: bool) -> Policy:
    return Policy.research(
        name="traced" if tracing else "untraced",
        tracing=tracing,
        cpu_seconds=20,
        wall_seconds=60,
        call_depth=1_000_000,
        loop_iterations=10**12,
        console_entries=1000,
    )


POLICIES = _policy(tracing=False), _policy(tracing=True)


@pytest.fixture(scope="module")
def ground(outlives_tests: None) -> Iterator[Ground]:
    with Supervisor(POLICIES[0], pool=PoolLimits(workers=1, spares=1)) as supervisor:
        yield Ground(supervisor)


def seen(result: RunResult, path: Path) -> dict[str, object]:
    """Return all of a run that tracing must not change."""
    plain = _seen(result)
    if path.stem not in UNPLACED:
        return plain
    stripped: dict[str, object] = json.loads(COLUMN.sub(r"\1)", json.dumps(plain)))
    return stripped


def _seen(result: RunResult) -> dict[str, object]:
    error = result.error
    return {
        "outcome": result.outcome.value,
        "value": json.dumps(to_jsonable(result.value), indent=0).split("\n"),
        "error": (error.name, error.message, error.stack.split("\n")) if error else None,
        "limit": str(result.limit),
        "cause": result.cause,
        "console": [(entry.level, entry.text) for entry in result.console],
    }


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_does_the_same_with_a_tracer_as_without(ground: Ground, path: Path) -> None:
    source, module = path.read_bytes(), path.suffix == ".mjs"
    expected = OUTCOME.search(source.decode())
    untraced = ground.run(source, tracing=False, module=module)
    assert untraced.outcome.value == (expected[1] if expected else "completed"), untraced.error
    traced = ground.run(source, tracing=True, module=module)
    assert seen(traced, path) == seen(untraced, path)


@pytest.mark.parametrize("source", DEPTHS.values(), ids=DEPTHS.keys())
def test_recursion_ends_at_about_the_same_depth(ground: Ground, source: str) -> None:
    depths: list[float] = []
    for tracing in (False, True):
        result = ground.run(source, tracing=tracing)
        assert isinstance(result.value, list), result
        depth, name = result.value
        assert name == "RangeError"
        depths.append(depth)
    assert depths[1] == pytest.approx(depths[0], rel=DEPTH_SHARE)
