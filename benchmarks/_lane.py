"""A lane of sustained.py: a process of its own that does one kind of job after another.

    python -I _lane.py fork ROOT...      a template that only forks, exits and waits
    python -I _lane.py spawn JSON        a launcher of commands; see _jails.py

It writes `ready`, then answers each line with a number of seconds by a line of JSON: the seconds
that it worked, and those of each job. It imports little, because every fork that is measured copies
the page tables of what is loaded.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable


def main() -> None:
    """Become the lane that the command line asks for."""
    kind, *rest = sys.argv[1:]
    job = _forker(rest) if kind == "fork" else _spawner(json.loads(rest[0]))
    print("ready", flush=True)
    for line in sys.stdin:
        print(json.dumps(_work(job, float(line))), flush=True)


def _work(job: Callable[[], int], seconds: float) -> dict[str, object]:
    """Do jobs for `seconds`. Raises RuntimeError when one fails."""
    took: list[float] = []
    start = before = time.perf_counter()
    while before - start < seconds:
        pid = job()
        _, status = os.waitpid(pid, 0)
        now = time.perf_counter()
        if status:
            raise RuntimeError(f"a job ended with status {status:#x}")
        took.append(now - before)
        before = now
    return {"seconds": before - start, "jobs": took}


def _forker(roots: list[str]) -> Callable[[], int]:
    """Get ready as stockade_worker.template does, walls aside; return a bare fork."""
    sys.path[:0] = roots
    # Here, because the launchers must not pay for it, and the roots are known only now.
    from stockade_policies import Policy  # noqa: PLC0415
    from stockade_worker import jail, template  # noqa: F401, PLC0415  # what a template imports
    from stockade_worker.engine import Engine, warm  # noqa: PLC0415

    policy = Policy.production()
    engine = Engine(stack_bytes=policy.ceilings.engine_stack_bytes)
    warm(engine, policy)
    prepared = jail.prepare(policy)
    jail.freeze_code()
    gc.collect()
    gc.freeze()
    gc.disable()

    def fork() -> int:
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        return pid

    kept_alive.extend((engine, prepared))
    return fork


kept_alive: list[object] = []


def _spawner(command: dict[str, list[str]]) -> Callable[[], int]:
    """Return the launch of one command with an empty environment, and its filter if it has one."""
    argv = command["argv"]
    actions: list[tuple[object, ...]] = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    ]
    if "filter" in command:
        fd, path = command["filter"]
        # Opened for each job: the reader goes on to the end of the file.
        actions.append((os.POSIX_SPAWN_OPEN, int(fd), path, os.O_RDONLY, 0))
    return lambda: os.posix_spawn(argv[0], argv, {}, file_actions=actions)


if __name__ == "__main__":
    main()
