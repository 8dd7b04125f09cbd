"""How the persona's stubs were used: from the native side's records to events."""

from __future__ import annotations

from stockade_worker.native.hooks import NO_ID, Hooks
from stockade_worker.wire import MAX_APIS, MAX_NAME_CHARS, NONE, USES

from .generations import Generations
from .outbox import Outbox
from .places import Places
from .values import described

TAKEN_AT_ONCE = 100
"""Records that are here at one time: one can have 30 KB."""


VALUE_CHARS = ((0.6, None), (0.3, 60), (0.0, 0))
"""How much of each value is told, by the part of its share that is left: long ones, of which a few
would fill it, leave room to tell of all APIs."""


class Uses:
    """The APIs that a run has used. Requires: one run."""

    def __init__(
        self, hooks: Hooks, generations: Generations, places: Places, outbox: Outbox
    ) -> None:
        self._hooks = hooks
        self._generations = generations
        self._places = places
        self._outbox = outbox
        self._whole = {share: outbox.room(share) for share in ("api", "update")}

    def tell(self, share: str) -> None:
        """Tell of uses that are new, or more than before."""
        while taken := self._hooks.take_uses(TAKEN_AT_ONCE):
            for number, stub, generation, line, column, *calls in taken:
                place = self._generations.place_of(
                    NONE if generation == NO_ID else generation, line, column
                )
                if not self._tell(share, number, stub, place, calls) and share != "update":
                    self._outbox.drop("api")

    def _tell(
        self, share: str, number: int, stub: int, place: tuple[int, int, int], calls: list[object]
    ) -> bool:
        if number >= MAX_APIS:
            return False
        path, use = self._hooks.stub(stub)
        count, thrown, first, last, has_returned, first_return, last_return = calls
        assert isinstance(first, list)  # noqa: S101 - for the type checker
        assert isinstance(last, list)  # noqa: S101
        chars = self._value_chars(share)
        return self._outbox.put(
            share, "api", number, path[:MAX_NAME_CHARS], USES[use], count, thrown,
            [described(value)[:chars] for value in first],
            [described(value)[:chars] for value in last],
            described(first_return)[:chars] if has_returned else None,
            described(last_return)[:chars] if has_returned else None,
            *place, *self._places.of(*place),
        )  # fmt: skip

    def _value_chars(self, share: str) -> int | None:
        left = self._outbox.room(share)
        return next(chars for part, chars in VALUE_CHARS if left >= part * self._whole[share])
