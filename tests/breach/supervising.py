"""A supervisor as any program has one, but for the program that it starts as its template."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Self

from stockade import Policy, PoolLimits, RunResult, Wall
from stockade.core import Core, Stats
from stockade.job import Job
from stockade.spawner import Program

ROOTS = (str(Path(__file__).parents[2]),)
BREACHED = Program(module="tests.breach.breached", roots=ROOTS)
BREACHED_ORDINARY = Program(module="tests.breach.ordinary", roots=ROOTS)

DEADLINE_SECONDS = 30.0


class Breach:
    """The product's `Core` on a loop in a thread of its own, with templates of `program`.

    Use as a context manager: when it ends, every process has been collected.
    """

    def __init__(self, program: Program = BREACHED, **limits: Any) -> None:
        self._limits = PoolLimits(**{"workers": 16, "spares": 0, "queue_length": 10_000, **limits})
        self._program = program
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._core = Core(self._loop, Policy.production(), self._limits, None, None, self._program)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._core.close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def submit(
        self, name: str, *arguments: object, waive: Iterable[Wall] = (), **ceilings: Any
    ) -> Future[RunResult]:
        """Start a run whose worker makes this attack; cancelling the future withdraws it."""
        return self.submit_source(json.dumps([name, *arguments]), waive=waive, **ceilings)

    def submit_source(
        self, source: str, *, waive: Iterable[Wall] = (), **ceilings: Any
    ) -> Future[RunResult]:
        """Start a run of this source, whatever the program makes of it."""
        policy = Policy.production(waive=frozenset(waive), **ceilings)
        return asyncio.run_coroutine_threadsafe(self._run(source, policy), self._loop)

    def run(self, name: str, *arguments: object, **options: Any) -> RunResult:
        """Make one attack; return how the run ended."""
        return self.submit(name, *arguments, **options).result()

    def run_all(
        self, attacks: Iterable[Sequence[object]], **options: Any
    ) -> dict[tuple[object, ...], str]:
        """Make many attacks, a worker each; return the answer to each."""
        futures = {
            tuple(attack): self.submit(str(attack[0]), *attack[1:], **options) for attack in attacks
        }
        return {attack: answer_of(future.result()) for attack, future in futures.items()}

    def stats(self) -> Stats:
        """Return how many runs wait and run."""
        return self._core.stats()

    def wait_running(self, count: int) -> None:
        """Wait until exactly so many runs are in workers."""
        deadline = time.monotonic() + DEADLINE_SECONDS
        while self.stats().running != count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{count} running: {self.stats()}")
            time.sleep(0.002)

    async def _run(self, source: str, policy: Policy) -> RunResult:
        future: asyncio.Future[RunResult] = self._loop.create_future()
        self._core.submit(Job(source=source), policy, future)
        result = await future
        waived = {Wall(wall) for wall, state in result.walls.items() if state == "waived"}
        assert len(result.walls) == len(Wall)
        assert waived == policy.waive
        return result


def answer_of(result: RunResult) -> str:
    """Return how a run ended in a few words: what it gained, an errno, a limit, or a cause."""
    if result.limit is not None:
        return f"limit {result.limit.kind} by {result.limit.enforced_by}"
    if result.error is not None:
        return result.error.name
    return str(result.value) if result.success else str(result.cause)
