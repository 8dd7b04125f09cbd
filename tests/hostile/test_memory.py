"""The memory number of a policy: what it lets through, what it ends, and how that is told.

What a program of `memory_kinds.toml` needs is what the kernel saw it take under a roomy policy.
Held against a ceiling just above or below that, the number is tested against the kernel's word,
kind by kind.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from stockade import LimitKind, Outcome, Policy, PoolLimits, RunResult, Supervisor
from stockade.verdict import STARVED_SHARE

MIB = 1 << 20
KINDS = tomllib.loads((Path(__file__).parent / "memory_kinds.toml").read_text(encoding="utf-8"))
AIM_BYTES = 16 * MIB
"""What each program is made to take."""
ROOMY = Policy.production(
    name="roomy",
    tracing=False,  # what the tracer takes is not in the guest's number
    tracer_bytes=0,
    heap_bytes=256 * MIB,
    data_bytes=1024 * MIB,
    address_bytes=2048 * MIB,
    rss_bytes=1024 * MIB,
    cpu_seconds=20,
    wall_seconds=60,
    output_bytes=16 * MIB,
    frame_bytes=40 * MIB,
    event_bytes=64 * MIB,
    value_nodes=1_000_000,
)
BAD_FITS = {
    "holes": "makes holes on purpose: between two looks at them it takes up to a fifth more",
    "regexp_backtracking": "its stack doubles, and is moved: what it takes depends on the ceiling",
    "string_builder": "quadratic: it would take a minute of CPU time",
}


@dataclass(slots=True)
class Ground:
    """One supervisor for all, and what each program was seen to take."""

    supervisor: Supervisor
    needs: dict[str, tuple[int, int]] = field(default_factory=dict)

    def run(self, source: str, heap_bytes: int) -> RunResult:
        return self.supervisor.run(source, policy=ROOMY, overrides={"heap_bytes": heap_bytes})

    def need_of(self, kind: str) -> tuple[int, int]:
        """Return (N, bytes): how much of a kind was run without a ceiling, and what it took."""
        if kind not in self.needs:
            amount = int(AIM_BYTES / KINDS[kind]["unit"])
            result = self.run(program(kind, amount), 256 * MIB)
            assert result.outcome is Outcome.COMPLETED, result
            taken = result.memory_stats.peak_bytes
            assert taken is not None
            self.needs[kind] = amount, taken
        return self.needs[kind]


def program(kind: str, amount: float) -> str:
    number = "Infinity" if amount == float("inf") else amount
    return f"const N = {number};{KINDS[kind]['source']}"


@pytest.fixture(scope="module")
def ground(outlives_tests: None) -> Iterator[Ground]:
    with Supervisor(ROOMY, pool=PoolLimits(workers=1, spares=1, rss_bytes=4 << 30)) as supervisor:
        yield Ground(supervisor)


fitting = pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in BAD_FITS])


@fitting
def test_a_program_that_needs_nine_tenths_completes(ground: Ground, kind: str) -> None:
    amount, taken = ground.need_of(kind)
    result = ground.run(program(kind, amount), int(taken / 0.9))
    assert result.outcome is Outcome.COMPLETED, (taken, result)


@fitting
def test_a_program_that_needs_a_tenth_more_is_ended_for_memory(ground: Ground, kind: str) -> None:
    amount, taken = ground.need_of(kind)
    heap_bytes = int(taken / 1.1)
    result = ground.run(program(kind, amount), heap_bytes)
    if result.error is not None:  # one request that is refused is the program's own error
        assert KINDS[kind].get("at_once")
        assert "out of memory" in result.error.message
    else:
        assert_memory(result, heap_bytes)


@fitting
def test_whatever_fills_it_no_more_is_taken_than_the_number_and_a_tenth(
    ground: Ground, kind: str
) -> None:
    heap_bytes = 16 * MIB
    amount = 2 * heap_bytes / KINDS[kind]["unit"] if KINDS[kind].get("at_once") else float("inf")
    result = ground.run(program(kind, amount), heap_bytes)
    taken = result.memory_stats.peak_bytes
    assert taken is not None, result  # the kernel was asked, so it did not die
    assert taken <= 1.1 * heap_bytes
    if not KINDS[kind].get("at_once"):
        assert_memory(result, heap_bytes)


def assert_memory(result: RunResult, heap_bytes: int) -> None:
    """Check that it is told as the memory ceiling, with the policy's number and the kernel's."""
    limit = result.limit
    assert result.outcome is Outcome.LIMIT, result
    assert limit is not None
    assert (limit.kind, limit.limit, limit.unit) == (LimitKind.MEMORY, heap_bytes, "bytes")
    assert limit.enforced_by == "engine"
    assert limit.seen is not None
    assert limit.seen >= STARVED_SHARE * heap_bytes


# -- results ---------------------------------------------------------------------------------------

RESULTS = {
    "one string": "'x'.repeat(15e6)",
    "one wide string": "'\\u20ac'.repeat(5e6)",
    "one string of quotes": "'\"'.repeat(7e6)",
    "lone surrogates": "'\\ud800'.repeat(1e6)",
    "strings": "Array.from({ length: 4000 }, (_, i) => i + 'x'.repeat(1000))",
    "integers": "Array.from({ length: 900000 }, (_, i) => i)",
    "fractions": "Array.from({ length: 700000 }, (_, i) => i + 0.5)",
    "undefined": "new Array(900000).fill(undefined)",
    "objects": "Array.from({ length: 40000 }, (_, i) => ({ a: i }))",
    "names": "const o = {}; for (let i = 0; i < 100000; i++) o['key' + i] = i; o",
    "a typed array": "new Uint8Array(11e6)",
    "a map": "new Map(Array.from({ length: 100000 }, (_, i) => [i, i]))",
}


@pytest.mark.parametrize("source", RESULTS.values(), ids=RESULTS.keys())
@pytest.mark.parametrize("heap_mib", [16, 32, 64, 128])
def test_a_result_is_in_the_number_too(ground: Ground, source: str, heap_mib: int) -> None:
    heap_bytes = heap_mib * MIB
    result = ground.run(source, heap_bytes)
    taken = result.memory_stats.peak_bytes
    assert taken is not None, result
    assert taken <= 1.1 * heap_bytes
    if result.outcome is not Outcome.COMPLETED:
        assert_memory(result, heap_bytes)


def test_the_largest_result_completes_where_there_is_room(ground: Ground) -> None:
    result = ground.run(RESULTS["one string"], 80 * MIB)
    assert result.value == "x" * 15_000_000


# -- what is no ceiling ----------------------------------------------------------------------------

OWN_ERRORS = {
    "null": "throw null",
    "null after using much": """
        let hoard = [];
        for (let i = 0; i < 10000; i++) hoard.push(new Array(50).fill(1));
        hoard = null;
        throw null""",
    "the engine's words": "throw new InternalError('out of memory')",
    "the engine's words after using a little": """
        let hoard = [];
        for (let i = 0; i < 5000; i++) hoard.push(new Array(50).fill(1));
        throw new InternalError('out of memory')""",
    "one request for more than there is": "new Uint8Array(2e7)",
}


@pytest.mark.parametrize("source", OWN_ERRORS.values(), ids=OWN_ERRORS.keys())
def test_the_guests_own_error_is_not_taken_for_the_ceiling(ground: Ground, source: str) -> None:
    assert ground.run(source, 16 * MIB).outcome is Outcome.THREW


def test_a_null_of_the_engines_is_the_ceiling(ground: Ground) -> None:
    """Where not even an error object fits, the engine throws null."""
    source = "globalThis.thrown = []; 'a'.repeat(%d).split('')"
    results = [ground.run(source % count, 16 * MIB) for count in range(10**6, 10**6 + 8)]
    for result in results:
        assert_memory(result, 16 * MIB)


@pytest.mark.parametrize(
    "source",
    [
        "const a = []; for (;;) a.push(new RegExp('(?:a|b|[c-z]){1,9}'.repeat(300) + a.length));",
        "const a = []; for (;;) a.push('ab'.repeat(5000).replaceAll('a', a.length + 'x'));",
    ],
    ids=["compiling a pattern", "replacing"],
)
def test_other_words_of_the_engines_are_the_ceiling_too(ground: Ground, source: str) -> None:
    """It depends on what did not fit how the engine says so."""
    for heap_bytes in range(12 * MIB, 15 * MIB, MIB // 3):
        assert_memory(ground.run(source, heap_bytes), heap_bytes)


# -- every stage of a run --------------------------------------------------------------------------

FILL = "const hoard = []; try { for (;;) hoard.push(new Array(1000).fill(7)) } catch {} "
CRUMBS = "try { for (;;) hoard.push([]) } catch {} "
STAGES = {
    "running": "const hoard = []; for (;;) hoard.push(new Array(1000).fill(7));",
    "compiling": "(0, eval)('[' + '[1],'.repeat(3e6) + ']')",
    "a promise job": "Promise.resolve().then(() => { const h = []; for (;;) h.push([h]); }); 1",
    "a timer": "setTimeout(() => { const h = []; for (;;) h.push([h]); }); 1",
    "a timer of text": "setTimeout('globalThis.h = []; for (;;) h.push([h]);'); 1",
    "the console": FILL + CRUMBS + "globalThis.kept = hoard; for (;;) console.log(hoard);",
    "a rejection": FILL + "globalThis.kept = hoard; for (;;) Promise.reject(0);",
    "describing what was thrown": FILL + CRUMBS + "globalThis.kept = hoard; throw hoard;",
    "a getter of the result": "({ get a() { globalThis.h = []; for (;;) h.push([h]); } })",
    "encoding the result": FILL + CRUMBS + "globalThis.kept = hoard; hoard",
    "a getter of the thrown": "throw { get a() { globalThis.h = []; for (;;) h.push([h]); } }",
}


@pytest.mark.parametrize("source", STAGES.values(), ids=STAGES.keys())
@pytest.mark.parametrize("waive", [[], ["engine"], ["ceilings"], ["engine", "ceilings"]], ids=str)
def test_memory_that_runs_out_never_looks_like_an_attack(
    stages: Supervisor, source: str, waive: list[str]
) -> None:
    """Whichever limit stands, and wherever it is met; what the guest caught may still complete."""
    policy = Policy.production(waive=waive, cpu_seconds=1.0, name="-".join(["stage", *waive]))
    result = stages.run(source, policy=policy)
    assert result.outcome in (Outcome.LIMIT, Outcome.COMPLETED, Outcome.THREW), result
    if result.limit is not None:
        assert result.limit.kind in (LimitKind.MEMORY, LimitKind.CPU, LimitKind.OUTPUT), result


@pytest.mark.parametrize("waive", [[], ["engine"], ["engine", "ceilings"]], ids=str)
def test_arguments_may_use_the_memory_up(stages: Supervisor, waive: list[str]) -> None:
    policy = Policy.production(
        waive=waive,
        name="-".join(["arguments", *waive]),
        heap_bytes=2 * MIB,
        tracer_bytes=0,
        data_bytes=66 * MIB,
        rss_bytes=34 * MIB,
        args_bytes=16 * MIB,
        frame_bytes=20 * MIB,
    )
    result = stages.run("typeof given", args={"given": "x" * 15_000_000}, policy=policy)
    limit = result.limit
    assert limit is None or limit.kind is LimitKind.MEMORY, result
    assert result.outcome is not Outcome.CRASHED, result


@pytest.fixture(scope="module")
def stages(outlives_tests: None) -> Iterator[Supervisor]:
    limits = PoolLimits(workers=1, spares=0, rss_bytes=4 << 30)
    with Supervisor(Policy.production(), pool=limits) as supervisor:
        yield supervisor
