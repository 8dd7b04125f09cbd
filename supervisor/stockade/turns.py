"""Long work on the loop, a little at a time.

What a worker sends is the attacker's to choose, and to check the most that a policy lets through
takes a tenth of a second. The loop has other runs to see to. So such work is written as steps
(`wire.Steps`) and done here: at once while it is short, as it nearly always is, and the rest in
turns with everything else.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from stockade_worker.wire import Steps

T = TypeVar("T")

SLICE_SECONDS = 0.0005
"""How long one piece of work may hold the loop."""


class Turns:
    """Does work in slices, first come, first served in rounds. Requires: every call on the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: deque[Callable[[], bool]] = deque()
        self._is_due = False

    def do(self, steps: Steps[T], done: Callable[[T], None]) -> bool:
        """Do the work and give its result to `done`; True if a slice was enough for all of it.

        What the work raises comes out here, or goes to the loop's handler.
        """
        advance = partial(_advance, steps, done)
        if advance():
            return True
        self._waiting.append(advance)
        self._turn_later()
        return False

    async def wait_done(self) -> None:
        """Wait until nothing is left for later turns."""
        while self._waiting:  # noqa: ASYNC110  # a turn is all that there is to wait for
            await asyncio.sleep(0)

    def _turn_later(self) -> None:
        if self._waiting and not self._is_due:
            self._is_due = True
            self._loop.call_soon(self._turn)

    def _turn(self) -> None:
        self._is_due = False
        advance = self._waiting.popleft()
        try:
            if not advance():
                self._waiting.append(advance)
        finally:
            self._turn_later()


def _advance(steps: Steps[T], done: Callable[[T], None]) -> bool:
    """Do a slice; True when that was the last one."""
    until = time.perf_counter() + SLICE_SECONDS
    try:
        while time.perf_counter() < until:
            next(steps)
    except StopIteration as end:
        done(end.value)
        return True
    return False
