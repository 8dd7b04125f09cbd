"""Long work in small steps, so that whoever does it can see to others in between.

What a hostile worker sends can take long to check. A function that returns `Steps` does a bounded
piece of work, yields, and so on; its caller decides when to go on. Its result is the generator's.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Steps: TypeAlias = Generator[None, None, T]
"""Yields after each bounded piece of work; returns a T."""


def finish(steps: Steps[T]) -> T:
    """Do all that is left at once, and return the result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
