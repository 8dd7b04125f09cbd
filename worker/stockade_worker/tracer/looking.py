"""Has the code of a run instrumented, within the time and the memory that may go into that."""

from __future__ import annotations

import time
from collections.abc import Callable

from .generations import Generation
from .instrument import Instrumented, Instrumenter, Refused
from .memory import LEAST_PER_BYTE, Memory

PIECE_SHARE, LOOKING_SHARE = 0.25, 0.5
"""How much of a run's CPU time may go into instrumenting one piece of code, and all of them; code
for which that is not enough runs as it is."""

DETECTING_SECONDS = 0.1
"""CPU time that may go into looking through one piece: ordinary code takes a hundredth of that, and
code that is nested very deeply all of it."""


class Looking:
    """Instruments the code of one run.

    magic         stands for the hooks: secret, and another one for each piece of code.
    first_number  of functions and sites, in the text.
    is_detecting  whether it is looked through for what is suspicious as well.
    is_late       tells whether the run has no time left at all.
    """

    def __init__(
        self,
        instrumenter: Instrumenter,
        memory: Memory,
        *,
        magic: int,
        first_number: int,
        cpu_seconds: float,
        is_detecting: bool,
        is_late: Callable[[], bool],
    ) -> None:
        self._instrumenter = instrumenter
        self._memory = memory
        self._magic = magic
        self._first_number = first_number
        self._piece_seconds = PIECE_SHARE * cpu_seconds
        self._seconds_left = LOOKING_SHARE * cpu_seconds
        self._is_detecting = is_detecting
        self._is_late = is_late

    def instrument(
        self, generation: Generation, raw: bytes, *, is_module: bool
    ) -> Instrumented | None:
        """Return the text with hooks, or None and note the reason. `raw` is what is compiled."""
        made = self._instrument(generation, raw, is_module=is_module)
        if made is not None and self._is_detecting:
            ends = time.process_time() + DETECTING_SECONDS
            generation.found = self._instrumenter.detect(
                lambda: time.process_time() >= ends or self._is_late()
            )
        return made

    def _instrument(
        self, generation: Generation, raw: bytes, *, is_module: bool
    ) -> Instrumented | None:
        self._magic = generation.magic = _next_magic(self._magic)
        self._memory.open()
        if self._memory.left() < LEAST_PER_BYTE * len(raw):
            generation.reason = "memory"
            return None
        begun = time.process_time()
        ends = begun + min(self._piece_seconds, self._seconds_left)

        def is_over() -> bool:
            return time.process_time() >= ends or self._is_late()

        try:
            return self._instrumenter.instrument(
                raw,
                magic=generation.magic,
                function_base=self._first_number + generation.function_base + 1,
                site_base=self._first_number + generation.site_base,
                is_module=is_module,
                deadline=is_over,
                room=self._memory,
            )
        except Refused as refusal:
            generation.reason = refusal.reason
            return None
        finally:
            self._seconds_left -= time.process_time() - begun


def _next_magic(magic: int) -> int:
    """Return another number of 28 bits with the topmost set."""
    return ((magic * 1103515245 + 12345) & 0x7FF_FFFF) | 0x800_0000
