"""A supervisor whose workers lie: the fixture `liars`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest_asyncio

from stockade import Policy, PoolLimits, RunResult
from stockade.core import Core
from stockade.job import Job
from stockade.spawner import Program
from stockade_worker import wire

LIAR = Program(module="tests.peer.liar", roots=(str(Path(__file__).parents[2]),))
POLICY = Policy.production(
    cpu_seconds=1.0, wall_seconds=2.0, source_bytes=16 << 20, frame_bytes=20 << 20
)


@dataclass(slots=True)
class Liars:
    """Runs what a liar is to say. `complaints` is what the loop's handler was told."""

    core: Core
    complaints: list[dict[str, Any]] = field(default_factory=list)

    async def run(self, *steps: str, **overrides: Any) -> RunResult:
        """Have a worker follow these steps; return what the supervisor makes of it."""
        return await self.start(*steps, **overrides)

    def start(self, *steps: str, **overrides: Any) -> asyncio.Future[RunResult]:
        """The same, not waited for."""
        future: asyncio.Future[RunResult] = asyncio.get_running_loop().create_future()
        self.core.submit(Job(source="\n".join(steps), overrides=overrides), None, future)
        return future

    async def say(self, *chunks: bytes, **overrides: Any) -> RunResult:
        """Have a worker say these bytes, and then wait."""
        return await self.run(*(f"say {chunk.hex()}" for chunk in chunks if chunk), **overrides)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def supervised(outlives_tests: None) -> AsyncIterator[Liars]:
    """One supervisor for all tests of a module, on the module's loop."""
    loop = asyncio.get_running_loop()
    core = Core(loop, POLICY, PoolLimits(workers=2, spares=1), None, None, LIAR)
    made = Liars(core)
    loop.set_exception_handler(lambda _, context: made.complaints.append(context))
    yield made
    await core.close()


@pytest_asyncio.fixture(loop_scope="module")
async def liars(supervised: Liars) -> AsyncIterator[Liars]:
    """Every test ends with the supervisor as it was: it serves, and its loop had no complaint."""
    yield supervised
    honest = ended(value=wire.pack_table({"root": 7, "heap": []}))
    assert (await supervised.say(honest)).value == 7
    assert supervised.complaints == []


def ended(**fields: object) -> bytes:
    """Return the frame of an ending; an honest `completed` with no value but for `fields`."""
    return frame("ended", **{**HONEST_ENDING, **fields})


def console(text: str = "x", level: str = "log") -> bytes:
    """Return the frame of a console entry."""
    return frame("console", level=level, text=text)


def frame(tag: str, /, **fields: object) -> bytes:
    """Return the frame of a message that need not be one."""
    return wire.encode_frame({"t": tag, **fields})


HONEST_ENDING: dict[str, object] = {
    "ending": "completed",
    "kind": "script",
    "value": wire.pack_table({"root": None, "heap": []}),
    "thrown": None,
    "passed": None,
    "blocked": None,
    "heap_bytes": 0,
    "dropped": 0,
    "trace_complete": True,
}
