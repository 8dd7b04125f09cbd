"""Processes: those of a supervisor that lives in this one, as /proc shows them, and a yardstick.

supervisor (this process) -> starter -> template -> workers
"""

from __future__ import annotations

import os
import time
from pathlib import Path

POLL_SECONDS = 0.001
YARDSTICK = "/bin/true"


def templates() -> list[int]:
    """Return the templates of every supervisor here."""
    return [pid for starter in children(os.getpid()) for pid in children(starter)]


def workers() -> list[int]:
    """Return the workers of every supervisor here, sealed or not."""
    return [pid for template in templates() for pid in children(template)]


def children(pid: int) -> list[int]:
    """Return the children of all threads of `pid`; none if it is gone. See proc_pid_task(5)."""
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text(encoding="ascii").split())
    except (FileNotFoundError, ProcessLookupError):
        return []
    return found


def is_sealed(pid: int) -> bool:
    """Tell whether the last wall stands: a seccomp filter is in force."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return "\nSeccomp:\t2\n" in status


def wait_sealed(count: int, *, seconds: float = 30.0) -> list[int]:
    """Return the workers once `count` of them are sealed. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sealed = [pid for pid in workers() if is_sealed(pid)]
        if len(sealed) >= count:
            return sealed
        time.sleep(POLL_SECONDS)
    raise TimeoutError(f"{count} workers were not sealed within {seconds:g} s")


def spawn_ms() -> float:
    """Return the milliseconds that it takes to spawn the yardstick and wait for its end."""
    began = time.perf_counter()
    os.waitpid(os.posix_spawn(YARDSTICK, [YARDSTICK], {}), 0)
    return (time.perf_counter() - began) * 1000
