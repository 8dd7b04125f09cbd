"""The plan of a stress run: which job is what, and when what is killed. One seed, one plan.

Theory of operation. Everything is dealt from shuffled decks, not drawn by chance alone, so that
shares are exact: 3 jobs in 20 are hostile, and every sample comes round before any comes again too
often. A sample that a limit must stop costs ten times as much as another; it is in the deck once,
the others four times.

With the mix `chaos`, one job in ten is withdrawn, at once, some milliseconds later, or from its own
console listener, and every 200 jobs the strikes below fall. What they hit is found out when they
fall: that, and how far each job is by then, is all that two runs of one plan differ in.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from . import honest
from .settings import Mix
from .tasks import Task

BLOCK = 20
HOSTILE_IN_BLOCK = 3
COPIES = 4
"""Of a sample that ends by itself, for one of a sample that must be stopped."""

STRIKE_BLOCK = 200
STOP_EVERY = 10
"""Blocks of strikes for one that stops a worker: that costs a run all of its wall clock."""

CANCEL_SHARE = 0.1
LONGEST_CANCEL_SECONDS = 0.04
HONEST_WALL_SECONDS = 5.0
HOSTILE_WALL_SECONDS = 10.0
"""In chaos: a run whose worker is stopped keeps a place for so long."""

TENANTS = ("ada", "brook", "cedar", None)


class Strike(StrEnum):
    """What is done to a process of ours that chance picks."""

    KILL = "worker SIGKILL"
    CRASH = "worker SIGSEGV"
    STOP = "worker SIGSTOP"
    TEMPLATE = "template SIGKILL"
    STARTER = "starter SIGKILL"


class Cancel(StrEnum):
    """When a job is withdrawn."""

    AT_ONCE = "at once"
    LATER = "later"
    WHEN_HEARD = "at its first console line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One job. strike: falls just before it is submitted; pick: 0 to 1, chooses the victim."""

    number: int
    task: Task
    tenant: str | None
    cancel: Cancel | None = None
    cancel_seconds: float = 0.0
    strike: Strike | None = None
    pick: float = 0.0


def plan(seed: int, mix: Mix, corpus: Sequence[Task]) -> Iterator[Planned]:
    """Yield jobs without end, numbered from 0."""
    chance = random.Random(seed)  # noqa: S311 - a plan that can be repeated
    tasks = _tasks(chance, corpus)
    strikes = _strikes(chance)
    for number, task in enumerate(tasks):
        tenant = chance.choice(TENANTS)
        if mix is Mix.CORPUS:
            yield Planned(number=number, task=task, tenant=tenant)
            continue
        cancel = chance.choice(tuple(Cancel)) if chance.random() < CANCEL_SHARE else None
        yield Planned(
            number=number,
            task=_shortened(task),
            tenant=tenant,
            cancel=cancel,
            cancel_seconds=chance.uniform(0, LONGEST_CANCEL_SECONDS),
            strike=next(strikes),
            pick=chance.random(),
        )


def _tasks(chance: random.Random, corpus: Sequence[Task]) -> Iterator[Task]:
    hostile = _hostile(chance, corpus)
    places = [True] * HOSTILE_IN_BLOCK + [False] * (BLOCK - HOSTILE_IN_BLOCK)
    number = 0
    while True:
        chance.shuffle(places)
        for is_hostile in places:
            yield next(hostile) if is_hostile else honest.make(number, chance)
            number += 1


def _hostile(chance: random.Random, corpus: Sequence[Task]) -> Iterator[Task]:
    deck = [task for task in corpus for _ in range(1 if task.is_stopped else COPIES)]
    while True:
        chance.shuffle(deck)
        yield from deck


def _strikes(chance: random.Random) -> Iterator[Strike | None]:
    block = 0
    while True:
        falling: list[Strike | None] = [Strike.KILL, Strike.CRASH] * 4
        falling.append(Strike.STARTER if block % 2 else Strike.TEMPLATE)
        if block % STOP_EVERY == 0:
            falling.append(Strike.STOP)
        deck = falling + [None] * (STRIKE_BLOCK - len(falling))
        chance.shuffle(deck)
        yield from deck
        block += 1


def _shortened(task: Task) -> Task:
    """Lower the wall clock, unless the sample says."""
    seconds = HOSTILE_WALL_SECONDS if task.is_hostile else HONEST_WALL_SECONDS
    if task.policy.ceilings.wall_seconds <= seconds:
        return task
    return replace(task, overrides={"wall_seconds": seconds, **task.overrides})
