"""What this process holds and what stands below it: counted before a stress run, and after.

Two counts are compared line by line. What is new in the second was left behind: a process (also one
that got away from us, known by the session of its template), a thread, a descriptor, a file, or
shared memory.

The host should be quiet meanwhile: a file that someone else makes in / or in /dev/shm is taken for
ours if it has our user's id.
"""

from __future__ import annotations

import os
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from . import processes

SETTLE_SECONDS = 5.0
"""How long things may take to go: the kernel ends a namespace in its own time."""

SHARED = ("/dev/shm", "/dev/mqueue")  # noqa: S108 - looked at, not written to
IPC = ("/proc/sysvipc/shm", "/proc/sysvipc/sem", "/proc/sysvipc/msg")

NOBODY = 65534
"""Whom a template is inside its namespace; with a mapping gone wrong, outside of it too."""

Census = Mapping[str, frozenset[str]]
"""Lines, by kind of thing."""


@dataclass(slots=True, kw_only=True)
class Watch:
    """Whom to look for after a run: the sessions of the templates it had, as (leader, started).

    A session is led by its starter. Nothing leaves it: a template has no reason to, a worker has no
    system call for it. Pid namespaces would not do: their numbers are given out again at once.
    """

    sessions: set[tuple[int, int]] = field(default_factory=set)

    def note(self, family: processes.Family) -> None:
        """Remember a generation of templates."""
        self.sessions |= {(starter.pid, starter.started) for starter in family.starters}


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give this process a folder of its own for temporary files, and remove it afterwards."""
    before, before_cached = os.environ.get("TMPDIR"), tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="stockade-stress-") as folder:
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = before_cached
            if before is None:
                del os.environ["TMPDIR"]
            else:
                os.environ["TMPDIR"] = before


def take(folder: Path, watch: Watch | None = None) -> Census:
    """Count everything once. Requires: no event loop runs in this thread."""
    return {
        "processes": frozenset(_processes(watch or Watch())),
        "threads": frozenset(_threads()),
        "descriptors": frozenset(_descriptors()),
        "files": frozenset(_files(folder)),
        "shared memory": frozenset(_shared()),
    }


def wait_left(before: Census, folder: Path, watch: Watch) -> dict[str, list[str]]:
    """Return what is there that was not there before, once that no longer shrinks to nothing."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while True:
        after = take(folder, watch)
        left = {kind: sorted(after[kind] - before[kind]) for kind in after}
        if not any(left.values()) or time.monotonic() > deadline:
            return left
        time.sleep(0.01)


def _processes(watch: Watch) -> Iterator[str]:
    known = processes.scan()
    own = {process.pid for process in processes.below(known, os.getpid())}
    for process in known.values():
        if process.pid in own or _is_astray(process, known, watch):
            yield f"process {process.pid} {process.name} ({process.state}, {process.started})"


def _is_astray(
    process: processes.Process, known: Mapping[int, processes.Process], watch: Watch
) -> bool:
    """Tell whether it is of a session of ours.

    A number can be another session's by now: that one's leader has another start, or, if it is
    dead, most likely another program.
    """
    if process.session not in {pid for pid, _ in watch.sessions}:
        return False
    leader = known.get(process.session)
    if leader is not None:
        return (leader.pid, leader.started) in watch.sessions
    return _is_of_stockade(process.pid)


def _is_of_stockade(pid: int) -> bool:
    try:
        return b"stockade_worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _threads() -> Iterator[str]:
    for tid in os.listdir("/proc/self/task"):
        try:
            name = Path(f"/proc/self/task/{tid}/comm").read_text(encoding="utf-8").strip()
        except OSError:  # it has ended
            continue
        yield f"thread {tid} {name}"


def _descriptors() -> Iterator[str]:
    for fd in os.listdir("/proc/self/fd"):
        try:
            yield f"descriptor {fd}: {os.readlink(f'/proc/self/fd/{fd}')}"
        except OSError:  # the listing's own
            continue


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        yield f"file {path}"
    yield from _own_entries("/")


def _shared() -> Iterator[str]:
    for place in SHARED:
        yield from _own_entries(place)
    for table in IPC:
        yield from _ipc(table)
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
        for line in maps:
            address, permissions, *_ = line.split()
            if permissions.endswith("s"):
                yield f"mapping {address} {line.rstrip().rpartition(' ')[2]}"


def _own_entries(place: str) -> Iterator[str]:
    try:
        names = os.listdir(place)
    except OSError:  # not on this host
        return
    for name in names:
        path = os.path.join(place, name)
        try:
            status = os.lstat(path)
        except OSError:
            continue
        if status.st_uid in (os.geteuid(), NOBODY):
            yield f"{'folder' if stat.S_ISDIR(status.st_mode) else 'file'} {path}"


def _ipc(table: str) -> Iterator[str]:
    """Yield the objects of System V that our user made; see sysvipc(7) and proc(5)."""
    try:
        lines = Path(table).read_text(encoding="utf-8").splitlines()
    except OSError:  # not on this host
        return
    if not lines:
        return
    columns = lines[0].split()
    for line in lines[1:]:
        row = dict(zip(columns, line.split(), strict=False))
        if row.get("cuid") in (str(os.geteuid()), str(NOBODY)):
            yield f"{os.path.basename(table)} {line.split()[1]}"
