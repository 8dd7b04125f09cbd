"""One tenant's bombs, and what another tenant in the same pool notices of them: nothing."""

from __future__ import annotations

import asyncio

import pytest

from stockade import AsyncSupervisor, Policy, PoolLimits, RunResult
from stockade.job import JobOptions

SHORT = {"cpu_seconds": 0.3}
POLICY = Policy.production(wall_seconds=20.0, loop_iterations=10**12)

BOMBS = {
    "endless loop": ("for (;;);", "cpu"),
    "recursion": ("(function f() { try { f() } finally { f() } })()", "call_depth"),
    "memory": ("const a = []; for (;;) a.push(new Array(1000).fill(7));", "memory"),
    "typed arrays": ("const a = []; for (;;) a.push(new Uint8Array(1e6).fill(1));", "memory"),
    "strings": ("const a = []; for (let i = 0; ; i++) a.push('x'.repeat(1e5) + i);", "memory"),
    "console": ("for (;;) console.log('x'.repeat(1000));", "cpu"),
    "native code that never polls": ("new Array(1e9) + ''", "cpu"),
    "promises": ("(function f() { Promise.resolve().then(f) })(); 1", "cpu"),
    "a result that is too large": ("'x'.repeat(2e6)", "output"),
    "the largest result": ("Array.from({length: 99990}, (_, i) => i % 1000)", None),
}
HONEST = [
    ("6 * 7", 42),
    ("[...'abc'].reverse().join('')", "cba"),
    ("Promise.resolve([1, 2]).then(a => a.length)", 2),
    ("({n: 1n, d: new Date(0)}).n", 1),
]


@pytest.fixture
def limits() -> PoolLimits:
    return PoolLimits(workers=2, spares=1)


def bomber(expected: str | None) -> JobOptions:
    """Return the options of a bomb: those that compute need not do so for long."""
    return {"tenant": "bomber", "overrides": SHORT if expected == "cpu" else None}


def outcome(result: RunResult) -> str | None:
    return result.limit.kind if result.limit else None


@pytest.mark.parametrize("bomb", BOMBS)
async def test_every_answer_of_a_neighbour_is_right(bomb: str, limits: PoolLimits) -> None:
    source, expected = BOMBS[bomb]
    async with AsyncSupervisor(POLICY, pool=limits) as supervisor:
        bombs = [supervisor.submit(source, **bomber(expected)) for _ in range(3)]
        answers = [await supervisor.run(code, tenant="neighbour") for code, _ in HONEST * 3]
        assert [answer.value for answer in answers] == [value for _, value in HONEST * 3]
        assert [outcome(await future) for future in bombs] == [expected] * 3


async def test_a_neighbour_is_no_part_of_a_crash(limits: PoolLimits) -> None:
    """Bombs whose outcomes are known go off while answers are waited for, both ways at once."""
    async with AsyncSupervisor(POLICY, pool=limits) as supervisor:
        mixed = []
        for number, (source, kind) in enumerate([*BOMBS.values()] * 2):
            mixed.append(supervisor.submit(source, **bomber(kind)))
            mixed.append(supervisor.submit(f"{number} + 1", tenant="neighbour"))
        results = await asyncio.gather(*mixed)
    expected = [kind for _, kind in BOMBS.values()] * 2
    assert [outcome(result) for result in results[::2]] == expected
    assert [result.value for result in results[1::2]] == [n + 1 for n in range(len(expected))]
