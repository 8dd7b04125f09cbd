"""The pieces of code of a run: which is which, who made it, what is in it.

The same code made again at the same place is the same generation, counted. Functions and sites have
numbers of their own across all generations, in the order in which code is made; each generation's
first function is the piece of code itself.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field

from stockade_worker.wire import NONE

from .detections import Found
from .instrument import FunctionSite, Instrumented
from .positions import Positions

KEPT_BYTES = 4 * 1024 * 1024
"""Instrumented text that is kept for code that is made again."""


@dataclass(slots=True, eq=False)
class Generation:
    """One piece of code. `function_base` is the number of the code itself, functions follow.

    magic   the number that stands for its hooks; made: its instrumented text, while that is kept.
    found   what is suspicious in it; its places are in what the engine compiles.
    offset  where the guest's own text begins in what the engine compiles.
    """

    id: int
    parent: int
    origin: str
    line: int
    column: int
    text: bytes
    digest: str
    function_base: int
    site_base: int
    offset: int = 0
    state: str = "untraced"
    reason: str = ""
    times: int = 1
    is_told: bool = False
    is_kept: bool = False
    magic: int = 0
    made: Instrumented | None = None
    found: tuple[Found, ...] = ()
    functions: list[FunctionSite] = field(default_factory=list)
    sites: list[int] = field(default_factory=list)
    own_bytes: list[int] = field(default_factory=list)
    positions: Positions = field(init=False)

    def __post_init__(self) -> None:
        self.positions = Positions(self.text, is_whole=self.offset == 0)

    def take(self, made: Instrumented | None) -> None:
        """Take what the instrumenter has found in it."""
        name = "(program)" if self.id == 0 else f"({self.origin})"
        whole = FunctionSite(name=name, start=self.offset, end=self.offset + len(self.text))
        self.functions = [whole, *(made.functions if made else ())]
        self.sites = list(made.sites) if made else []
        self.made = made
        self.own_bytes = _own_bytes(self.functions)

    def give_up(self, reason: str) -> None:
        """Note that it runs without hooks, so that nothing is seen of what is in it."""
        self.reason = reason
        self.take(None)

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset in what the engine compiles."""
        return self.positions.at(min(max(0, offset - self.offset), len(self.text)))

    def spot_of(self, start: int) -> tuple[int, int, int]:
        """Return the place of a byte of the guest's own text as it is told; none if this is not."""
        if not self.is_told:
            return NONE, 0, 0
        return self.id, *self.positions.at(start)


def _own_bytes(functions: list[FunctionSite]) -> list[int]:
    """Return for each function the bytes that are in no function inside it.

    Only what is in the first counts, the guest's own text: a function around it is ours, and the
    guest may have ended that one where it likes.
    """
    first, last = functions[0].start, functions[0].end
    ranges = [(max(site.start, first), min(site.end, last)) for site in functions]
    own = [end - start for start, end in ranges]
    opened: list[int] = []
    for index, (start, end) in enumerate(ranges):
        while opened and ranges[opened[-1]][1] <= start:
            opened.pop()
        if opened:
            own[opened[-1]] -= end - start
        opened.append(index)
    return own


Key = tuple[str, int, int, int, bytes]


class Generations:
    """All of a run, at most `most` of them."""

    def __init__(self, most: int) -> None:
        self.all: list[Generation] = []
        self.literals: set[bytes] = set()
        self.functions = self.sites = 0
        self._most = most
        self._by_key: dict[Key, Generation] = {}
        self._by_maker: dict[tuple[int, int, int], int] = {}
        self._function_bases: list[int] = []
        self._site_bases: list[int] = []
        self._kept_bytes = 0

    @property
    def no_id(self) -> int:
        """A number that none of them ever has."""
        return self._most

    def find(self, key: Key) -> Generation | None:
        """Return what was made before in the same way."""
        return self._by_key.get(key)

    def is_full(self, parent: int, line: int, column: int) -> bool:
        """Tell whether there is no room for another that is made at this position.

        One position gets half of the room at most: a loop of evals must leave some to what follows.
        """
        at_one = self._by_maker.get((parent, line, column), 0)
        return len(self.all) >= self._most or at_one >= max(1, self._most // 2)

    def add(self, key: Key, text: bytes, offset: int) -> Generation:
        """Make the next one; `take_in` completes it. Requires: not full."""
        origin, parent, line, column, digest = key
        made = Generation(
            id=len(self.all),
            parent=parent,
            origin=origin,
            line=line,
            column=column,
            text=text,
            digest=digest.hex(),
            function_base=self.functions,
            site_base=self.sites,
            offset=offset,
        )
        self._by_key[key] = made
        self._by_maker[key[1:4]] = self._by_maker.get(key[1:4], 0) + 1
        self._append(made)
        return made

    def _append(self, generation: Generation) -> None:
        self.all.append(generation)
        self._function_bases.append(generation.function_base)
        self._site_bases.append(generation.site_base)

    def take_in(self, generation: Generation, made: Instrumented | None) -> None:
        """Complete the newest with what is in it."""
        generation.take(made)
        self.functions = generation.function_base + len(generation.functions)
        self.sites = generation.site_base + len(generation.sites)
        if made is not None:
            self.literals.update(made.literals)

    def release(self, generation: Generation) -> None:
        """Let go of its instrumented text, unless there is room to keep it for the next time."""
        size = len(generation.made.text) if generation.made else 0
        if self._kept_bytes + size > KEPT_BYTES:
            generation.made = None
        elif not generation.is_kept:
            generation.is_kept = True
            self._kept_bytes += size

    def withdraw(self, generation: Generation) -> None:
        """Take back the newest: the engine wants to read the sample in another way."""
        self.all.pop()
        self._function_bases.pop()
        self._site_bases.pop()
        self._by_key = {key: made for key, made in self._by_key.items() if made is not generation}
        self.functions, self.sites = generation.function_base, generation.site_base

    def restore(self, generation: Generation) -> None:
        """Put back what was withdrawn, at the end. Requires: nothing has come after it."""
        self._append(generation)
        self.functions = generation.function_base + len(generation.functions)
        self.sites = generation.site_base + len(generation.sites)

    def of_function(self, number: int) -> Generation | None:
        """Return the generation that a function is in."""
        return self._at(self._function_bases, number, self.functions)

    def of_site(self, number: int) -> Generation | None:
        """Return the generation that a site is in."""
        return self._at(self._site_bases, number, self.sites)

    def place_of(self, number: int, line: int, column: int) -> tuple[int, int, int]:
        """Return a place that the engine has given as it is told: its column in code points.

        A place in code that is not told is none.
        """
        if not 0 <= number < len(self.all) or not self.all[number].is_told:
            return NONE, 0, 0
        return number, *self.all[number].positions.of_engine(line, column)

    def _at(self, bases: list[int], number: int, end: int) -> Generation | None:
        return self.all[bisect_right(bases, number) - 1] if 0 <= number < end else None


def digest_of(text: bytes) -> bytes:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text).digest()
