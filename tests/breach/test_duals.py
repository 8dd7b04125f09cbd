"""Each wall is taken away where it is the one that stops an attack, and the attack gets further."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import asdict
from itertools import pairwise

import pytest
from tests.breach import native
from tests.breach.conftest import Services
from tests.breach.duals import ROWS
from tests.breach.row import Row
from tests.breach.supervising import BREACHED, Breach, answer_of

from stockade import RunResult
from stockade.spawner import TEMPLATE
from stockade_policies import Wall
from stockade_worker.jail import landlock, privileges

ON_THE_HOST = frozenset({Wall.NAMESPACES, Wall.ROOT, Wall.PRIVILEGES})
"""What goes with the namespaces: without them there is neither a root to change nor, for an
ordinary user, a capability to drop, and the jail refuses to be built."""


def is_io_uring_there() -> bool:
    try:
        os.close(native.call("io_uring_setup", 1, "@data"))
    except (LookupError, OSError):
        return False
    return True


PRESENT: dict[str, tuple[Callable[[], bool], str]] = {
    "mdwe": (privileges.has_mdwe, "this kernel has no MDWE (Linux 6.3)"),
    "scopes": (
        lambda: landlock.abi() >= landlock.SCOPED_ABI,
        "this kernel's Landlock has no scopes (ABI 6)",
    ),
    "x86_64": (lambda: os.uname().machine == "x86_64", "a gate of x86_64 only"),
    "io_uring": (is_io_uring_there, "this kernel has no io_uring, or it is switched off"),
}


FOR_EACH_USER = [row for row in ROWS if not row.once]
FOR_ONE_USER = [row for row in ROWS if row.once]


@pytest.mark.parametrize("row", FOR_EACH_USER, ids=[row.attack for row in FOR_EACH_USER])
def test_dual(row: Row, user: str, breach: Breach, services: Services) -> None:
    try_without(row, breach, services, user)


@pytest.mark.parametrize("row", FOR_ONE_USER, ids=[row.attack for row in FOR_ONE_USER])
def test_dual_of_a_slow_attack(row: Row, services: Services) -> None:
    with Breach(TEMPLATE if row.guest else BREACHED) as supervisor:
        try_without(row, supervisor, services, "root" if os.geteuid() == 0 else "ordinary")


def try_without(row: Row, supervisor: Breach, services: Services, user: str) -> None:
    """Make the attack with all walls, without more and more of the row's, and without each."""
    nothing: frozenset[Wall] = frozenset()
    if row.needs:
        is_there, reason = PRESENT[row.needs]
        if not is_there():
            pytest.skip(reason)
    sets = dict.fromkeys((nothing, *in_turn(row), *alone(row)))
    find = find_beside if row.company else find_all
    answers = find(row, supervisor, services, sets)
    expected = [*row.answers, row.answer_without(user)]
    assert answers[nothing] == expected[0]
    for lifted, answer in zip(in_turn(row), expected, strict=True):
        assert answers[lifted] in answer.split(" or "), f"without {', '.join(lifted)}"
    for lifted in alone(row):
        caught = expected[1 if row.walls[0][0] in lifted else 0]
        assert answers[lifted] in caught.split(" or "), f"without {', '.join(lifted)} alone"


def find_all(
    row: Row, supervisor: Breach, services: Services, sets: Iterable[frozenset[Wall]]
) -> dict[frozenset[Wall], str]:
    """Make the attack once without each set of walls, all at the same time."""
    runs = {lifted: submit(row, supervisor, services, lifted) for lifted in sets}
    return {lifted: answer_of(run.result()) for lifted, run in runs.items()}


def find_beside(
    row: Row, supervisor: Breach, services: Services, sets: Iterable[frozenset[Wall]]
) -> dict[frozenset[Wall], str]:
    """The same one after the other, each beside a worker that waits, and must not be harmed."""
    answers = {}
    for lifted in sets:
        neighbour = supervisor.submit("resources.wait", waive=lifted, **row.ceilings)
        supervisor.wait_running(1)
        answers[lifted] = answer_of(submit(row, supervisor, services, lifted).result())
        assert not neighbour.done()
        neighbour.cancel()
        supervisor.wait_running(0)
    return answers


def in_turn(row: Row) -> list[frozenset[Wall]]:
    """Return the sets of walls to take away: none of the row's, its first, its first two, ..."""
    walls = [wall for wall, _ in row.walls]
    return [row.aside | together(walls[:count]) for count in range(len(walls) + 1)]


def alone(row: Row) -> list[frozenset[Wall]]:
    """Return the sets that lack one wall each, and nothing else."""
    return [together([wall]) for wall, _ in row.walls]


def together(walls: Iterable[Wall]) -> frozenset[Wall]:
    """Return the walls, with those that can't stand without one of them."""
    chosen = frozenset(walls)
    return chosen | ON_THE_HOST if Wall.NAMESPACES in chosen else chosen


def submit(
    row: Row, supervisor: Breach, services: Services, lifted: frozenset[Wall]
) -> Future[RunResult]:
    ceilings = dict(row.ceilings)
    if row.wall_seconds_without and lifted == in_turn(row)[-1]:
        ceilings["wall_seconds"] = row.wall_seconds_without
    if row.guest:
        return supervisor.submit_source(row.guest, waive=lifted, **ceilings)
    known = {**asdict(services), "folder": f"/tmp/stockade-breach-{os.getpid()}"}
    arguments = [
        known[argument[1:-1]] if isinstance(argument, str) and argument[1:-1] in known else argument
        for argument in row.make[1:]
    ]
    return supervisor.submit(str(row.make[0]), *arguments, waive=lifted, **ceilings)


def test_every_wall_is_the_one_that_stops_something() -> None:
    assert {wall for row in ROWS for wall, _ in row.walls} == set(Wall)


def test_a_row_shows_which_wall_it_was() -> None:
    """Two answers alike, one after the other, would not; for one of the users they may be."""
    for row in ROWS:
        found = []
        for user in ("root", "ordinary"):
            answers = [*row.answers, row.answer_without(user)]
            found.append(all(a != b for a, b in pairwise(answers)))
        assert any(found), row.attack
