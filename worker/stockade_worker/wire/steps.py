"""Long work in small steps, so that whoever does it can see to others in between.

What a hostile worker sends can take long to check. A function that returns `Steps` does a bounded
piece of work, yields, and so on; its caller decides when to go on. Its result is the generator's.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")

Steps: TypeAlias = Generator[None, None, T]
"""Yields after each bounded piece of work; returns a T."""

RELEASED_AT_ONCE = 1000


def finish(steps: Steps[T]) -> T:
    """Do all that is left at once, and return the result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result


def release(things: list[Any]) -> Steps[None]:
    """Let go of plain data, which `things` alone refers to: freed at once it takes too long."""
    count = 0
    while things:
        thing = things.pop()
        if type(thing) is tuple or type(thing) is list:
            things.extend(thing)
        elif type(thing) is dict:
            things.extend(thing.values())
        count += 1
        if count % RELEASED_AT_ONCE == 0:
            yield
