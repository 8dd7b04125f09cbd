"""A worker in an attacker's hands says too much, or nothing: bounds and clocks end it."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest
from tests.peer.conftest import POLICY, console, ended

from stockade_worker import wire

if TYPE_CHECKING:
    from tests.peer.conftest import Liars

pytestmark = pytest.mark.asyncio(loop_scope="module")

CEILINGS = POLICY.ceilings


async def test_a_frame_that_never_ends_is_ended_by_the_wall_clock(liars: Liars) -> None:
    result = await liars.run("say 00100000", "hush", cpu_seconds=0.2, wall_seconds=0.3)
    assert result.limit is not None
    assert (result.limit.kind, result.limit.enforced_by) in (("wall", "timer"), ("cpu", "psutil"))


async def test_a_frame_a_byte_at_a_time_is_a_frame(liars: Liars) -> None:
    result = await liars.run(f"trickle {ended().hex()}")
    assert result.outcome == "completed"


async def test_one_that_never_says_a_word_is_ended_by_a_clock(liars: Liars) -> None:
    result = await liars.run("hush", cpu_seconds=0.1, wall_seconds=0.2)
    assert result.outcome == "limit"


async def test_one_that_never_reads_its_job_blocks_nobody(liars: Liars) -> None:
    """The job is larger than a pipe: what does not fit waits here, and the run for its clock."""
    long = "hush\n" + "x" * (8 << 20)
    stuck = liars.start(long, cpu_seconds=0.3, wall_seconds=0.4)
    assert (await liars.say(ended())).outcome == "completed"
    assert (await stuck).outcome == "limit"


async def test_console_lines_beyond_the_ceiling_end_it(liars: Liars) -> None:
    count = CEILINGS.console_entries
    result = await liars.run(f"again {count + 1} {console().hex()}")
    assert result.cause == "protocol: more console output than the policy allows"
    assert len(result.console) == count


async def test_tiny_frames_without_end_end_it(liars: Liars) -> None:
    """The text of none is kept, so only the count of the frames can end this."""
    result = await liars.run(f"again 1000000 {console('').hex()}")
    assert (result.outcome, len(result.console)) == ("crashed", CEILINGS.console_entries)


async def test_bytes_without_end_end_it(liars: Liars) -> None:
    result = await liars.run(
        f"say {(20 << 20).to_bytes(4, 'big').hex()}", f"again 400 {'90' * 65536}"
    )
    assert result.cause == "protocol: the stream is longer than its limit"


AMPLIFIERS = {
    "empty lists": b"\x90",
    "empty maps": b"\x80",
    "lists of one": b"\x91\x90",
    "maps of one": b"\x81\xa1a\xc0",
    "two characters": b"\xa2ab",
    "numbers that are not small": b"\xcd\xff\xff",
    "references": b"\x91\x00",
    "holes": b"\x91\xa1h",
    "surrogates": b"\x92\xa1w\xa4d800",
}


@pytest.mark.parametrize("item", AMPLIFIERS.values(), ids=AMPLIFIERS.keys())
@pytest.mark.parametrize("where", ["as nodes", "in one node"])
async def test_the_largest_value_takes_no_more_memory_than_stated(
    liars: Liars, item: bytes, where: str
) -> None:
    nodes = 5000
    items = 8 * nodes + 1000
    count = items // 3
    many = b"\xdd" + count.to_bytes(4, "big") + item * count
    one = b"\x91\x93\xa5array\xce" + count.to_bytes(4, "big") + many
    said = ended(value=b"\x82\xa4root\x91\x00\xa4heap" + (many if where == "as nodes" else one))
    await liars.say(ended())  # so that the template is there already
    tracemalloc.start()
    try:
        result = await liars.say(said, value_nodes=nodes)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert result.outcome in ("completed", "crashed")
    # The job that told the liar what to say, which is ours, is there several times, in hexadecimal.
    assert peak < 10 * len(said) + items * wire.ITEM_BYTES + (1 << 16)


async def test_neighbours_of_a_flood_get_their_answers(liars: Liars) -> None:
    flood = liars.start(f"again 400 {'90' * 65536}")
    silent = liars.start("hush", cpu_seconds=0.2, wall_seconds=0.3)
    honest = [
        await liars.say(ended(value=wire.pack_table({"root": n, "heap": []}))) for n in range(20)
    ]
    assert [result.value for result in honest] == list(range(20))
    assert (await flood).outcome == "crashed"
    assert (await silent).outcome == "limit"
