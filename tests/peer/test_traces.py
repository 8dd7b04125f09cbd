"""What a worker in an attacker's hands tells of its run: held to the policy, and kept as far as it
was right, however the run ends."""

from __future__ import annotations

import asyncio
import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from tests.peer.conftest import POLICY, console, ended, frame
from tests.trace_events import (
    API,
    ARTIFACT,
    EFFECT,
    EVENTS,
    GENERATION,
    MADE,
    STRING,
    VIOLATION,
    Event,
    changed,
)

from stockade import Policy, RunResult
from stockade.job import Job
from stockade.results import Limit, LimitKind
from stockade_worker import wire

if TYPE_CHECKING:
    from tests.peer.conftest import Liars

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANSWER = ended(value=wire.pack_table({"root": 7, "heap": []}))


def traced(*events: Event) -> bytes:
    """Return the frame of a batch."""
    return frame("traced", events=bytes(wire.pack_events(events)))


LIES = {
    "no batch": frame("traced"),
    "a batch that is not packed": frame("traced", events=[GENERATION]),
    "a batch of nothing": frame("traced", events=b""),
    "a batch that is no list": frame("traced", events=b"\x80"),
    "a batch with bytes after it": frame("traced", events=b"\x90\x90"),
    "a batch that announces 4 billion events": frame("traced", events=b"\xdd\xff\xff\xff\xff"),
    "a batch of an extension": frame("traced", events=b"\x91\xd4\x05\x00"),
    "a batch of empty events": traced(*[[]] * 5000),
    "an event of no known kind": traced(["surrender"]),
    "an event with a clock of its own": traced([*GENERATION, 4e9]),
    "a generation of nobody": traced(changed(MADE, 2, 5)),
    "a generation that made itself": traced(changed(GENERATION, 2, 0)),
    "a generation twice": traced(GENERATION, GENERATION),
    "a text that is longer than the policy allows": traced(changed(GENERATION, 8, "x" * (1 << 19))),
    "a function of an unknown generation": traced(changed(EVENTS[3], 2, 1)),
    "a call of an unknown function": traced(GENERATION, EVENTS[4]),
    "a cycle in the tree": traced(["node", 0, 1, -1, 1], ["node", 1, 0, -1, 1]),
    "a node that moves below its child": traced(
        ["node", 0, -1, -1, 1], ["node", 1, 0, -1, 1], ["node", 0, 1, -1, 1]
    ),
    "more strings than the policy keeps": traced(
        GENERATION, *(changed(STRING, 1, n) for n in range(POLICY.ceilings.trace_strings + 1))
    ),
    "an id beyond 2**53": traced(changed(GENERATION, 1, 2**64 - 1)),
    "an API of an unknown generation": traced(API),
    "a use of an API that there is not": traced(GENERATION, changed(API, 3, "delete")),
    "more APIs than there may be": traced(
        *(changed(changed(API, 1, n), 10, -1) for n in range(wire.MAX_APIS + 1))
    ),
    "a side effect of an unknown kind": traced(GENERATION, ARTIFACT, changed(EFFECT, 2, "arson")),
    "a side effect with an artifact that was not told": traced(GENERATION, EFFECT),
    "a side effect twice": traced(GENERATION, ARTIFACT, EFFECT, EFFECT),
    "a detail without a text": traced(GENERATION, ARTIFACT, changed(EFFECT, 5, [["mode"]])),
    "a side effect again that never was": traced(["effect_again", 0, 2]),
    "a target that is longer than the policy allows": traced(
        GENERATION, ARTIFACT, changed(EFFECT, 4, "x" * (1 << 19))
    ),
    "more side effects than the policy keeps": traced(
        *(
            changed(changed(changed(EFFECT, 1, n), 6, -1), 7, -1)
            for n in range(POLICY.ceilings.trace_effects + 1)
        )
    ),
    "a content that is longer than the policy allows": traced(
        changed(changed(ARTIFACT, 5, 1 << 20), 7, b"x" * (1 << 20))
    ),
    "a content that is shorter than its size": traced(changed(ARTIFACT, 5, 3)),
    "a content that is text": traced(changed(ARTIFACT, 7, "MZ")),
    "an artifact twice": traced(ARTIFACT, ARTIFACT),
    "more artifacts than the policy keeps": traced(
        *(changed(ARTIFACT, 1, n) for n in range(POLICY.ceilings.artifacts + 1))
    ),
    "a severity of its own": traced(GENERATION, changed(VIOLATION, 3, "fatal")),
    "more violations than there may be": traced(
        *(changed(changed(VIOLATION, 1, n), 8, -1) for n in range(wire.MAX_VIOLATIONS + 1))
    ),
    "more dropped than there are": traced(["dropped", "string", -1]),
}


@pytest.mark.parametrize("said", LIES.values(), ids=LIES.keys())
async def test_this_ends_the_worker_and_what_it_told_before_is_kept(
    liars: Liars, said: bytes
) -> None:
    before = console("hello") + traced(changed(GENERATION, 1, 77))
    result = await liars.say(before + said + ANSWER)
    assert (result.outcome, result.value) == ("crashed", None)
    assert (result.cause or "").startswith("protocol: "), result
    assert [entry.text for entry in result.console] == ["hello"]
    assert result.trace is not None
    assert result.trace.generations[0].sha256 == GENERATION[7]
    assert not result.trace.complete


async def test_a_trace_comes_with_the_result(liars: Liars) -> None:
    result = await liars.say(traced(*EVENTS[:6]) + traced(*EVENTS[6:]) + ANSWER)
    assert (result.outcome, result.value) == ("completed", 7)
    assert result.trace is not None
    assert result.trace.complete
    assert (len(result.trace.generations), result.trace.strings[0].times) == (2, 6)


async def test_a_trace_is_complete_only_if_its_worker_says_so(liars: Liars) -> None:
    result = await liars.say(traced(GENERATION) + ended(trace_complete=False))
    assert result.outcome == "completed"
    assert result.trace is not None
    assert (len(result.trace.generations), result.trace.complete) == (1, False)


@pytest.mark.parametrize("last", ["hush", "die", "leave 3"])
async def test_a_run_that_does_not_end_well_keeps_its_trace(liars: Liars, last: str) -> None:
    result = await liars.run(f"say {traced(*EVENTS).hex()}", last, cpu_seconds=0.2)
    assert result.outcome in ("limit", "crashed")
    assert result.trace is not None
    assert (len(result.trace.strings), result.trace.complete) == (1, False)


async def test_what_lies_in_the_pipe_when_a_run_is_killed_is_kept(liars: Liars) -> None:
    told: list[object] = []
    job = Job(source=f"say {(console() + traced(GENERATION)).hex()}\nhush")
    future: asyncio.Future[RunResult] = asyncio.get_running_loop().create_future()
    liars.core.submit(job, None, future, None, told.append)
    (pool,) = liars.core._pools.values()
    while not pool.running():  # noqa: ASYNC110  # what is waited for has no event
        await asyncio.sleep(0)
    (run,) = pool.running()
    time.sleep(0.3)  # noqa: ASYNC251  # the loop must not read meanwhile
    assert told == []
    limit = Limit(kind=LimitKind.WALL, limit=1, seen=1, unit="seconds", enforced_by="timer")
    pool.kill(run, limit)
    result = await future
    assert result.limit is limit
    assert result.trace is not None
    assert (len(result.console), len(result.trace.generations), len(told)) == (1, 1, 1)


async def test_a_trace_that_nobody_asked_for_ends_the_worker(liars: Liars) -> None:
    results = []
    for said in (ANSWER, traced(GENERATION) + ANSWER):
        future: asyncio.Future[RunResult] = asyncio.get_running_loop().create_future()
        job = Job(source=f"say {said.hex()}")
        liars.core.submit(job, Policy.production(tracing=False), future)
        results.append(await future)
    assert [(result.outcome, result.trace) for result in results] == [
        ("completed", None),
        ("crashed", None),
    ]
    assert results[1].cause == "protocol: a trace that nobody has asked for"


async def test_a_trace_without_end_ends_it(liars: Liars) -> None:
    batch = traced(*[["dropped", "string", 1]] * 2000)
    result = await liars.run(f"again 1000 {batch.hex()}")
    assert result.cause == "protocol: more trace than the policy allows"
    assert result.trace is not None
    assert result.trace.dropped == {"string": 1}


async def test_batches_without_end_end_it(liars: Liars) -> None:
    result = await liars.run(f"again 100000 {traced().hex()}")
    assert result.cause == "protocol: the stream has more frames than its limit"


AMPLIFIERS = {
    "empty lists": b"\x90",
    "empty maps": b"\x80",
    "maps of one": b"\x81\xa1a\xc0",
    "two characters": b"\xa2ab",
    "numbers that are not small": b"\xcd\xff\xff",
}


@pytest.mark.parametrize("item", AMPLIFIERS.values(), ids=AMPLIFIERS.keys())
@pytest.mark.parametrize("where", ["as events", "in one event"])
async def test_the_largest_batch_takes_no_more_memory_than_stated(
    liars: Liars, item: bytes, where: str
) -> None:
    count = wire.MAX_BATCH_ITEMS // 4
    many = b"\xdd" + count.to_bytes(4, "big") + item * count
    said = frame("traced", events=many if where == "as events" else b"\x91\x92\xa4call" + many)
    await liars.say(ANSWER)  # so that the template is there already
    tracemalloc.start()
    try:
        result = await liars.say(said)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert result.outcome == "crashed"
    # The job that told the liar what to say, which is ours, is there several times, in hexadecimal.
    assert peak < 10 * len(said) + wire.MAX_BATCH_ITEMS * wire.ITEM_BYTES + (1 << 16)


async def test_the_wall_clock_stands_still_while_a_trace_is_looked_at(liars: Liars) -> None:
    """A supervisor that is slow must not end a run that was in time; here a listener makes it."""
    again = traced(*[["string_again", 0, 1]] * 1000)
    steps = [f"say {said.hex()}" for said in (traced(GENERATION, STRING), *[again] * 4, ANSWER)]
    overrides = {"cpu_seconds": 0.6, "wall_seconds": 0.6}
    future: asyncio.Future[RunResult] = asyncio.get_running_loop().create_future()
    job = Job(source="\n".join(steps), overrides=overrides)
    liars.core.submit(job, None, future, None, lambda _: time.sleep(0.0003))
    result = await future
    assert result.execution_time_ms > 2 * 600
    assert (result.outcome, result.value) == ("completed", 7)
    assert result.trace is not None
    assert result.trace.complete
