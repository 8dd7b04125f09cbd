"""The names of the walls, in the order in which they are built."""

from __future__ import annotations

from enum import StrEnum


class Wall(StrEnum):
    """One confinement mechanism; iteration gives the building order.

    The order is part of the design: each step needs something that a later one takes away.
    """

    PROCESS = "process"
    """exec with an empty environment, every other descriptor closed."""

    NAMESPACES = "namespaces"
    """User, pid, mount, net, ipc, uts and cgroup. See namespaces(7)."""

    ROOT = "root"
    """An empty, tiny, read-only tmpfs as the root. See pivot_root(2)."""

    PRIVILEGES = "privileges"
    """No capabilities, none to gain, not dumpable. See capabilities(7), prctl(2)."""

    LANDLOCK = "landlock"
    """Every access that the kernel can handle is denied. See landlock(7)."""

    RLIMITS = "rlimits"
    """See getrlimit(2)."""

    SECCOMP = "seccomp"
    """A short list of system calls, everything else kills. See seccomp(2)."""

    CEILINGS = "ceilings"
    """The supervisor samples memory and CPU, and keeps the wall clock."""

    ENGINE = "engine"
    """The engine's own limits: a courtesy, never the last line."""
