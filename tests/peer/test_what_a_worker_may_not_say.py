"""A worker in an attacker's hands says something that an honest one would not: it is killed for it.

The run ends as `crashed` with the cause, and nothing else happens: the fixture sees that the
supervisor still serves and that nothing came up through its loop.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from tests.peer.conftest import console, ended, frame

from stockade_worker import wire

if TYPE_CHECKING:
    from tests.peer.conftest import Liars

pytestmark = pytest.mark.asyncio(loop_scope="module")

FRAMES = {
    # bytes that are no frame
    "a length of 4 GB, and nothing after it": b"\xff\xff\xff\xff",
    "a length just beyond the limit": ((20 << 20) + 1).to_bytes(4, "big"),
    "a frame of nothing": b"\0\0\0\0",
    "a list that announces 4 billion items": b"\0\0\0\x05\xdd\xff\xff\xff\xff",
    "a map that announces 4 billion items": b"\0\0\0\x05\xdf\xff\xff\xff\xff",
    "bytes that announce 4 GB": b"\0\0\0\x05\xc6\xff\xff\xff\xff",
    "an extension": b"\0\0\0\x03\xd4\x05\x00",
    "a timestamp": b"\0\0\0\x06\xd6\xff\0\0\0\0",
    "a byte that msgpack never uses": b"\0\0\0\x01\xc1",
    "bytes after the end": b"\0\0\0\x02\x80\x80",
    "text that is not UTF-8": b"\0\0\0\x05\x81\xa1t\xa1\xff",
    "a key twice": b"\0\0\0\x07\x82\xa1t\x01\xa1t\x01",
    # frames that are no message
    "no type": wire.encode_frame({}),
    "an unknown type": frame("surrender"),
    "a type that is no text": wire.encode_frame({"t": 1}),
    "an order": frame("run", source=b"1", kind="script", args=None, ceilings={}),
    "an order to the template": wire.encode(wire.Spawn(worker=1)),
    "the template's words": wire.encode(
        wire.Reaped(worker=1, status=0, cpu_seconds=0.0, peak_bytes=0)
    ),
    # messages that are not as they should be
    "an unknown ending": ended(ending="victory"),
    "an ending of 42": ended(ending=42),
    "a missing field": frame("ended", ending="completed"),
    "a field too many": ended(traceparent="00-" + "1" * 32 + "-" + "2" * 16 + "-01"),
    "an id of its own": ended(worker=1),
    "a clock of its own": ended(ended_at=4e9),
    "a number as text": ended(heap_bytes="1"),
    "a bool as number": ended(dropped=True),
    "a negative number": ended(heap_bytes=-1),
    "a number beyond 2**53": ended(heap_bytes=2**64 - 1),
    "a fraction of a byte": ended(heap_bytes=0.5),
    "NaN seconds": ended(
        ending="limit",
        passed={"kind": "cpu", "limit": math.nan, "seen": 1.0, "unit": "seconds"},
    ),
    "negative seconds": ended(
        ending="limit", passed={"kind": "cpu", "limit": 1.0, "seen": -1.0, "unit": "seconds"}
    ),
    "an unknown limit": ended(
        ending="limit", passed={"kind": "stack", "limit": 1.0, "seen": 9e9, "unit": "bytes"}
    ),
    "a wall clock of its own": ended(
        ending="limit", passed={"kind": "wall", "limit": 2.0, "seen": 9.0, "unit": "seconds"}
    ),
    "a guard that had no reason": ended(
        ending="limit", passed={"kind": "call_depth", "limit": 1, "seen": 255, "unit": "calls"}
    ),
    "a limit without what was passed": ended(ending="limit"),
    "a limit that the kernel has not seen passed": ended(
        ending="limit", passed={"kind": "cpu", "limit": 0.0, "seen": 9.0, "unit": "seconds"}
    ),
    "a limit that was not passed": ended(
        ending="limit", passed={"kind": "output", "limit": 1.0, "seen": 2.0, "unit": "bytes"}
    ),
    "a limit that was nearly passed": ended(
        ending="limit",
        passed={"kind": "output", "limit": 1.0, "seen": (1 << 20) - 1, "unit": "bytes"},
    ),
    "a limit in a unit of another": ended(
        ending="limit", passed={"kind": "output", "limit": 1.0, "seen": 9e9, "unit": "seconds"}
    ),
    "blocked by a rule that the policy has not": ended(ending="blocked", blocked="rule-1"),
    "blocked by no rule": ended(ending="blocked"),
    "a rule that is no text": ended(ending="blocked", blocked=1),
    "completed without a value": ended(value=None),
    "threw without an error": ended(ending="threw"),
    "a value that is not packed": ended(value={"root": 1, "heap": []}),
    "a value of nothing": ended(value=b""),
    "a value that is no table": ended(value=b"\xc0"),
    "a value that refers to nowhere": ended(value=wire.pack_table({"root": [0], "heap": []})),
    "a value with bytes after it": ended(
        value=bytes(wire.pack_table({"root": 1, "heap": []})) + b"\xc0"
    ),
    "a value with an extension": ended(value=b"\x82\xa4root\xd4\x05\x00\xa4heap\x90"),
    "a console level of its own": console(level="fatal"),
    "a console line that is no text": frame("console", level="log", text=b"x"),
}


@pytest.mark.parametrize("said", FRAMES.values(), ids=FRAMES.keys())
async def test_this_ends_the_worker(liars: Liars, said: bytes) -> None:
    result = await liars.say(said)
    assert result.outcome == "crashed"
    assert (result.cause or "").startswith("protocol: "), result


@pytest.mark.parametrize(
    "said",
    [
        [console(), wire.encode(wire.Sealed(walls={})), ended()],
        [wire.encode(wire.Sealed(walls={"seccomp": "up"}))],
        [frame("jail_failed", step="root", errno=1, reason="it fell", hint="give up")],
    ],
    ids=["sealed in the middle", "sealed again", "a jail that fails once it stands"],
)
async def test_a_message_out_of_turn_ends_the_worker(liars: Liars, said: list[bytes]) -> None:
    result = await liars.say(*said)
    assert result.outcome == "crashed"
    assert "may not come while the peer is busy" in (result.cause or "")


async def test_a_second_answer_changes_nothing(liars: Liars) -> None:
    one, two = (ended(value=wire.pack_table({"root": n, "heap": []})) for n in (1, 2))
    result = await liars.say(one + two)
    assert (result.outcome, result.value) == ("completed", 1)


async def test_an_answer_after_the_caller_has_left_goes_nowhere(liars: Liars) -> None:
    future = liars.start("hush")
    await liars.say(ended())
    future.cancel()
    assert (await liars.say(ended())).outcome == "completed"
    assert future.cancelled()


@pytest.mark.parametrize(
    ("steps", "cause"),
    [
        (["die"], "signal SIGSEGV"),
        (["leave 0"], "exited with 0 and no result"),
        (["leave 9"], "exited with 9 and no result"),
        ([f"say {console().hex()}", "leave 0"], "exited with 0 and no result"),
        ([f"say {ended()[:-1].hex()}", "leave 0"], "exited with 0 and no result"),
    ],
)
async def test_leaving_without_an_answer_is_a_crash(
    liars: Liars, steps: list[str], cause: str
) -> None:
    result = await liars.run(*steps)
    assert (result.outcome, result.cause) == ("crashed", cause)


async def test_an_exit_code_is_no_verdict(liars: Liars) -> None:
    """The worker's last words count if it left in good order, and only then."""
    said = f"say {ended().hex()}"
    assert (await liars.run(said, "leave 0")).outcome == "completed"
    worst = await liars.run(said, "leave 7")
    assert worst.outcome in ("completed", "crashed")  # it may have been killed before it could
