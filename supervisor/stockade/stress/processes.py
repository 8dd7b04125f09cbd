"""The processes of this host, as /proc shows them, and those among them that are ours.

Found from outside, by parentage, not by asking the supervisor: it is the one under test.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

DEAD = "ZX"
FIRST_FORK = 2
"""The pid, in a template's namespace, of the first process that it forks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One line of /proc/PID/stat; see proc_pid_stat(5). started: clock ticks since boot."""

    pid: int
    name: str
    state: str
    parent: int
    session: int
    started: int

    @property
    def is_dead(self) -> bool:
        """Whether it is a zombie."""
        return self.state in DEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The live processes of the supervisors in this process, by generation.

    starters   all of them.
    templates  each is pid 1 of its namespace; what else a starter forks while it builds is none.
    workers    not the first fork of a template, which may be its self-attack.
    """

    starters: tuple[Process, ...]
    templates: tuple[Process, ...]
    workers: tuple[Process, ...]

    @property
    def busy(self) -> tuple[Process, ...]:
        """The workers of templates that have more than one: a lone worker is a spare."""
        siblings = Counter(worker.parent for worker in self.workers)
        return tuple(worker for worker in self.workers if siblings[worker.parent] > 1)

    @property
    def serving(self) -> tuple[Process, ...]:
        """The templates that have workers: the others may still be proving their walls."""
        parents = {worker.parent for worker in self.workers}
        return tuple(template for template in self.templates if template.pid in parents)

    @property
    def done(self) -> tuple[Process, ...]:
        """The starters of templates that serve: they only wait."""
        parents = {template.parent for template in self.serving}
        return tuple(starter for starter in self.starters if starter.pid in parents)


def scan() -> dict[int, Process]:
    """Return every process that can be seen, by pid."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and (process := look(int(name))):
            found[process.pid] = process
    return found


def look(pid: int) -> Process | None:
    """Return one process, or None if it is gone or hidden."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return None
    # The name is in parentheses and may hold anything, parentheses too.
    head, _, tail = text.rpartition(")")
    fields = tail.split()
    return Process(
        pid=pid,
        name=head.partition("(")[2],
        state=fields[0],
        parent=int(fields[1]),
        session=int(fields[3]),
        started=int(fields[19]),
    )


def family(known: dict[int, Process], strangers: Iterable[int] = ()) -> Family:
    """Sort out who is ours among those that `scan` found.

    strangers  children of this process that belong to someone else.
    """
    children: dict[int, list[Process]] = {}
    for process in known.values():
        if not process.is_dead:
            children.setdefault(process.parent, []).append(process)
    others = set(strangers)
    starters = [child for child in children.get(os.getpid(), ()) if child.pid not in others]
    templates = [
        child
        for parent in starters
        for child in children.get(parent.pid, ())
        if _inner_pid(child.pid) == 1
    ]
    workers = [
        child
        for parent in templates
        for child in children.get(parent.pid, ())
        if _inner_pid(child.pid) > FIRST_FORK
    ]
    return Family(starters=tuple(starters), templates=tuple(templates), workers=tuple(workers))


def _inner_pid(pid: int) -> int:
    """Return its pid inside a namespace below ours, 0 if it is in none; see proc_pid_status(5)."""
    try:
        with open(f"/proc/{pid}/status", "rb") as file:
            lines = file.read().splitlines()
    except OSError:
        return 0
    for line in lines:
        if line.startswith(b"NSpid:"):
            _, _, *inner = line.split()
            return int(inner[-1]) if inner else 0
    return 0


def below(known: dict[int, Process], root: int) -> list[Process]:
    """Return every process below `root`, zombies too."""
    children: dict[int, list[Process]] = {}
    for process in known.values():
        children.setdefault(process.parent, []).append(process)
    found: list[Process] = []
    parents = [root]
    while parents:
        of_one = children.get(parents.pop(), [])
        found += of_one
        parents += [child.pid for child in of_one]
    return found


def send(process: Process, number: signal.Signals) -> bool:
    """Send a signal to this very process; False if it is gone. Never to another of its pid."""
    try:
        pidfd = os.pidfd_open(process.pid)
    except OSError:
        return False
    try:
        now = look(process.pid)
        if now is None or now.is_dead or now.started != process.started:
            return False
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(pidfd, number)
            return True
        return False
    finally:
        os.close(pidfd)


def rss_of(pid: int) -> int | None:
    """Return resident bytes; None if it is gone."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return None
