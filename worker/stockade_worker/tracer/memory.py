"""What the tracer may take beside the guest, and what it has taken.

Theory of operation. Whatever the tracer does at length, it does between `open` and `close`, and no
guest code runs in between: what malloc and Python have taken from the kernel meanwhile is the
tracer's, holes included. What the native side holds is counted by itself, since it grows while
guest code runs. Both together stay below a ceiling of their own. What has stayed is taken off the
guest's account.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from stockade_worker.native import hooks

LEAST_PER_BYTE = 24
"""Bytes for each byte of source that instrumenting takes at least; measured: 36 for code as people
write it, 61 for minified code, 370 at worst. Text of which less would fit is not even parsed."""

TREE_SHARE = 2 / 3
"""Of what is left, the part that a syntax tree may take: to look for nodes in it takes up to half
as much again, measured, and can't be stopped."""

LENT_PER_BYTE = 4
"""What a byte that was inserted takes in the guest's heap once compiled, measured: 1.9 to 3.8."""

LOOK_COST_SHARE = 0.05
"""Share of the CPU time that may go into asking malloc, which walks over the guest's holes too."""

COLLECTED_BYTES = 1 << 20
"""Python arenas that stay behind from which on its free lists are emptied. They hold on to a few
objects in each of them, and so to most of what a large tree was in."""


class Memory:
    """The account of one engine's tracer. `count_malloc` returns what malloc has from the kernel.

    most_bytes  the ceiling of the run.
    on_lend     told how much more than its own the guest's heap may hold: for hooks in its code.
    """

    def __init__(self, count_malloc: Callable[[], int]) -> None:
        self.most_bytes = 0
        self.on_lend: Callable[[int], object] = int
        self._lent = 0
        self._count_malloc = count_malloc
        self._in_malloc = self._in_arenas = 0  # what has stayed
        self._at_malloc = self._at_arenas = self._at_held = 0  # when `open` was called
        self._is_open = False
        self._seen_malloc = 0
        self._next_look = 0.0

    def start(self, most_bytes: int) -> None:
        """Begin a run."""
        self.most_bytes = most_bytes
        self._lent = self._in_malloc = self._in_arenas = 0
        self._is_open = False
        hooks.count_held()
        hooks.allow(most_bytes)

    def off_guest(self) -> int:
        """Return what malloc has from the kernel for the tracer, and not for the guest."""
        return self._lent + self._in_malloc + int(hooks.most_held())

    def lend(self, inserted_bytes: int) -> None:
        """Let the guest's heap hold what was inserted into its code, as far as there is room."""
        wanted = LENT_PER_BYTE * inserted_bytes
        if wanted <= self.left():
            self._lent += wanted
            self.on_lend(self._lent)
            self._allow()

    def open(self) -> bool:
        """Begin something that takes memory; False if that is a part of what has been begun."""
        if self._is_open:
            return False
        self._is_open = True
        self._at_malloc = self._count_malloc()
        self._at_arenas = hooks.arena_bytes()
        self._at_held = hooks.most_held()
        self._seen_malloc = 0
        self._next_look = 0.0
        return True

    def close(self) -> None:
        """End what has been begun, if anything: what is there now has stayed."""
        if not self._is_open:
            return
        self._is_open = False
        if hooks.arena_bytes() - self._at_arenas >= COLLECTED_BYTES:
            gc.collect()  # not far to look: all that was there before the fork is out of its sight
        grown = self._count_malloc() - self._at_malloc - (hooks.most_held() - self._at_held)
        self._in_malloc = max(0, self._in_malloc + grown)
        self._in_arenas = max(0, self._in_arenas + hooks.arena_bytes() - self._at_arenas)
        self._allow()

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Do something that takes memory, by itself or as a part of what has been begun."""
        is_outermost = self.open()
        yield
        if is_outermost:
            self.close()

    def _allow(self) -> None:
        stayed = self._lent + self._in_malloc + self._in_arenas
        hooks.allow(max(0, self.most_bytes - stayed))

    def left(self) -> int:
        """Return how much more may be taken now."""
        stayed = self._lent + self._in_malloc + self._in_arenas
        return self.most_bytes - stayed - int(hooks.most_held()) - self._grown()

    def is_short_for_tree(self) -> bool:
        """Tell whether a tree, all that has grown since `open`, is too large to be looked into."""
        grown = self._grown()
        return grown > TREE_SHARE * (self.left() + grown)

    def _grown(self) -> int:
        if not self._is_open:
            return 0
        now = time.process_time()
        if now >= self._next_look:
            held = hooks.most_held() - self._at_held
            self._seen_malloc = self._count_malloc() - self._at_malloc - held
            cost = time.process_time() - now
            self._next_look = now + cost / LOOK_COST_SHARE
        return self._seen_malloc + int(hooks.arena_bytes()) - self._at_arenas
