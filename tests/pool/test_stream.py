"""A run while it goes on: what its worker tells comes as it comes, and the result is last."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Iterator

import pytest
from tests.peer.conftest import LIAR, console, ended, frame
from tests.trace_events import EVENTS, GENERATION, MADE, STRING, Event

from stockade import (
    AsyncSupervisor,
    ConsoleEntry,
    InputError,
    Policy,
    PoolLimits,
    RunResult,
    StreamItem,
    Supervisor,
    async_supervisor,
    supervisor,
)
from stockade.core import Core
from stockade.tracing import Generation, StringAgain
from stockade_worker import wire

ONE = PoolLimits(workers=1, spares=1)
POLICY = Policy.production(source_bytes=1 << 20)
ALL_KINDS = [
    *("ConsoleEntry", "Generation", "Generation", "Repeat", "Function", "Calls", "String"),
    *("StringAgain", "ExceptionSite", "CallNode", "Coverage", "Guard", "Dropped"),
    *("Api", "Artifact", "SideEffect", "SideEffectAgain", "Violation", "ConsoleEntry"),
    "RunResult",
]


@pytest.fixture(autouse=True)
def _liars(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that say what their job tells them to; see tests/peer/liar.py."""
    for module in (supervisor, async_supervisor):
        monkeypatch.setattr(module, "Core", functools.partial(Core, program=LIAR))


@pytest.fixture
def serving() -> Iterator[Supervisor]:
    with Supervisor(POLICY, pool=ONE) as made:
        yield made


def says(*frames: bytes, last: str = "") -> str:
    return "\n".join([*(f"say {said.hex()}" for said in frames), last]).strip()


def traced(*events: Event) -> bytes:
    return frame("traced", events=bytes(wire.pack_events(events)))


WHOLE = says(console("first"), traced(*EVENTS[:5]), traced(*EVENTS[5:]), console("last"), ended())


def kinds(items: list[StreamItem]) -> list[str]:
    return [type(item).__name__ for item in items]


async def test_an_async_stream_has_everything_in_order_and_the_result_last() -> None:
    async with AsyncSupervisor(POLICY, pool=ONE) as made:
        items = [item async for item in made.stream(WHOLE)]
    assert kinds(items) == ALL_KINDS
    assert isinstance(items[-1], RunResult)
    assert items[-1].trace is not None
    assert items[-1].trace.complete


def test_so_has_a_plain_one(serving: Supervisor) -> None:
    assert kinds(list(serving.stream(WHOLE))) == ALL_KINDS


def test_items_come_while_the_run_goes_on(serving: Supervisor) -> None:
    """The worker never answers: its place is free because the stream is closed."""
    patient = Policy.production(source_bytes=1 << 20, cpu_seconds=30, wall_seconds=120)
    stream = serving.stream(says(console(), traced(GENERATION), last="hush"), policy=patient)
    assert kinds([next(stream), next(stream)]) == ["ConsoleEntry", "Generation"]
    assert serving.stats().running == 1
    stream.close()
    assert serving.run(says(ended())).outcome == "completed"


async def test_closing_an_async_stream_withdraws_the_run() -> None:
    policy = Policy.production(source_bytes=1 << 20, cpu_seconds=30, wall_seconds=120)
    async with AsyncSupervisor(policy, pool=ONE) as made:
        stream = made.stream(says(traced(GENERATION), last="hush"))
        async with contextlib.aclosing(stream):
            async for item in stream:
                assert isinstance(item, Generation)
                break
        assert (await made.run(says(ended()))).outcome == "completed"


def test_a_slow_reader_gets_the_latest_of_what_grows(serving: Supervisor) -> None:
    again = [["string_again", 0, times] for times in range(2, 1000)]
    said = says(console(), traced(GENERATION, STRING), traced(*again), ended())
    stream = serving.stream(said)
    first = next(stream)
    while serving.stats().running:
        threading.Event().wait(0.01)
    rest = list(stream)
    assert isinstance(first, ConsoleEntry)
    counts = [item.times for item in rest if isinstance(item, StringAgain)]
    assert counts[-1] == 999
    assert len(counts) < 5


def test_many_streams_at_once_each_have_their_own_events() -> None:
    with Supervisor(POLICY, pool=PoolLimits(workers=2, spares=1)) as made:
        seen: dict[int, list[str]] = {}

        def read(number: int) -> None:
            said = says(console(str(number)), traced(GENERATION, MADE), ended())
            items = list(made.stream(said))
            seen[number] = [item.text for item in items if isinstance(item, ConsoleEntry)]

        threads = [threading.Thread(target=read, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen == {number: [str(number)] for number in range(6)}


def test_what_cannot_be_run_is_refused_with_the_first_item(serving: Supervisor) -> None:
    with pytest.raises(InputError, match="kind = 'wasm'"):
        next(serving.stream("1", kind="wasm"))  # type: ignore[arg-type]  # that is the point
    with pytest.raises(InputError, match="on_event = 5: must be callable"):
        serving.run("1", on_event=5)  # type: ignore[arg-type]  # likewise


def test_a_listener_hears_the_events_of_a_run(serving: Supervisor) -> None:
    told: list[object] = []
    serving.run(WHOLE, on_event=told.append)
    assert len(told) == len(EVENTS)
