"""Whatever a worker says, its run has an outcome, and the supervisor raises nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.peer import grammar
from tests.peer.border import Border
from tests.peer.conftest import console, ended, frame
from tests.trace_events import EVENTS

from stockade import Outcome
from stockade_policies.errors import ProtocolError
from stockade_worker import wire

if TYPE_CHECKING:
    from tests.peer.conftest import Liars

EXAMPLES = 200  # `make fuzz` hears many more
SEALED = wire.encode(wire.Sealed(walls={"seccomp": "up"}))
ANSWER = wire.pack_table({"root": [0], "heap": [["array", 1, [7]]]})
WHOLE = SEALED + console("a line") + ended(value=ANSWER)


@pytest.fixture(scope="module")
def border() -> Iterator[Border]:
    made = Border()
    yield made
    made.close()


def test_an_honest_stream_completes(border: Border) -> None:
    result = border.hear([WHOLE])
    assert (result.outcome, result.value, len(result.console)) == ("completed", [7], 1)


def test_a_stream_that_is_cut_at_any_byte_is_no_result(border: Border) -> None:
    for end in range(len(WHOLE)):
        assert border.hear([WHOLE[:end]]).outcome == "crashed"


def test_a_stream_that_comes_in_two_reads_is_the_same_stream(border: Border) -> None:
    for cut in range(len(WHOLE)):
        assert border.hear([WHOLE[:cut], WHOLE[cut:]]).value == [7]


def test_a_byte_that_is_wrong_anywhere_raises_nothing(border: Border) -> None:
    outcomes: Counter[str] = Counter()
    for at in range(len(WHOLE)):
        for flip in (0x01, 0x80, 0xFF):
            said = WHOLE[:at] + bytes((WHOLE[at] ^ flip,)) + WHOLE[at + 1 :]
            outcomes[border.hear([said]).outcome] += 1
    assert outcomes[Outcome.CRASHED] > outcomes[Outcome.COMPLETED] > 0


def test_a_part_that_is_said_twice_raises_nothing(border: Border) -> None:
    for at in range(len(WHOLE)):
        for size in (1, 3, 40):
            border.hear([WHOLE[:at] + WHOLE[max(0, at - size) :]])


def test_streams_of_lies_reach_every_outcome(border: Border) -> None:
    """The grammar is worth something only if it gets past the first check, and the second."""
    outcomes: Counter[str] = Counter()
    causes: set[str] = set()
    for number in range(3000):
        chance = Random(number)
        said = b"".join(grammar.stream(chance))
        result = border.hear(grammar.chunks(chance, said))
        outcomes[result.outcome] += 1
        causes.add((result.cause or "").partition(":")[2])
    assert set(outcomes) == {"completed", "threw", "limit", "blocked", "crashed"}
    assert min(outcomes.values()) > 50, outcomes
    assert len(causes) > 60


TAGS = st.sampled_from(["u", "h", "n", "w", "array", "object", "view"])
SIMPLE = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | TAGS
ANYTHING = st.recursive(
    SIMPLE | st.text(max_size=8) | st.binary(max_size=8),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(TAGS, part, max_size=4),
    max_leaves=12,
)
NAMES = (
    *("walls", "level", "text", "events", "ending", "kind", "value", "thrown", "passed", "dropped"),
)
KINDS = st.sampled_from([event[0] for event in EVENTS])
FIELDS = st.fixed_dictionaries(
    {"t": st.sampled_from(["sealed", "console", "traced", "ended", "jail_failed", "ready", "run"])},
    optional=dict.fromkeys(NAMES, ANYTHING),
)


@settings(max_examples=EXAMPLES, deadline=None, database=None)
@given(st.lists(FIELDS, max_size=4))
def test_any_fields_raise_nothing(border: Border, messages: list[dict[str, object]]) -> None:
    border.hear([SEALED, *(wire.encode_frame(message) for message in messages)])


@settings(max_examples=EXAMPLES, deadline=None, database=None)
@given(st.lists(st.lists(ANYTHING, max_size=5), max_size=6), ANYTHING)
def test_any_table_raises_nothing(border: Border, heap: list[list[object]], root: object) -> None:
    border.hear([SEALED, ended(value=wire.pack_table({"root": root, "heap": heap}))])


@settings(max_examples=EXAMPLES, deadline=None, database=None)
@given(st.lists(st.tuples(KINDS, st.lists(ANYTHING, max_size=16)), max_size=6))
def test_any_events_raise_nothing(border: Border, events: list[tuple[str, list[object]]]) -> None:
    batch = wire.pack_events([[kind, *fields] for kind, fields in events])
    border.hear([SEALED, frame("traced", events=bytes(batch)), ended()])


@settings(max_examples=EXAMPLES, deadline=None, database=None)
@given(st.binary(max_size=200))
def test_any_bytes_unpack_or_are_refused(body: bytes) -> None:
    try:
        wire.finish(wire.unpack(body, max_items=100, max_text_bytes=100))
    except ProtocolError:
        return


@pytest.mark.asyncio(loop_scope="module")
async def test_sealed_workers_that_lie_are_survived(liars: Liars) -> None:
    """The same streams from real workers, over real pipes."""
    for number in range(150):
        chance = Random(number)
        said = b"".join(grammar.stream(chance)[1:])  # it has been sealed already
        steps = [f"say {part.hex()}" for part in grammar.chunks(chance, said) if part]
        result = await liars.run(*steps, chance.choice(("die", "leave 0", "leave 3")))
        assert result.outcome in ("completed", "threw", "limit", "crashed")
