"""Who is ended when workers together hold too much memory."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import psutil
import pytest

from stockade import Policy
from stockade.job import Job
from stockade.results import Limit, LimitKind
from stockade.run import Run
from stockade.sampler import Round
from stockade.worker import WorkerLink

POLICY = Policy.production()
KILLED = Limit(kind=LimitKind.MEMORY, limit=1, seen=2, unit="bytes", enforced_by="psutil (pool)")


@pytest.fixture
def process() -> Iterator[psutil.Process]:
    """Stands for a worker: it waits."""
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as cat:
        assert cat.stdin is not None
        assert cat.stdout is not None
        cat.stdin.write(b"x")
        cat.stdin.flush()
        assert cat.stdout.read(1) == b"x"  # it is up, and grows no more
        yield psutil.Process(cat.pid)


@pytest.fixture
def runs(process: psutil.Process) -> Iterator[list[Run]]:
    """Two runs, whose workers hold as much as this process does."""
    loop = asyncio.new_event_loop()
    job = Job(source="1")
    made = [
        Run(job=job, policy=POLICY, message=job.message(POLICY, b"1"), future=loop.create_future())
        for _ in range(2)
    ]
    pidfd = os.pidfd_open(process.pid)
    for run in made:
        run.worker = cast(WorkerLink, SimpleNamespace(pid=process.pid, pidfd=pidfd))
    yield made
    os.close(pidfd)
    loop.close()


def limits_of(runs: list[Run], pool_rss_bytes: int) -> list[str]:
    look = Round(runs=runs, pool_rss_bytes=pool_rss_bytes, cpus=1)
    return [finding.limit.enforced_by for finding in look.step()]


def test_one_worker_goes_when_all_together_hold_too_much(
    runs: list[Run], process: psutil.Process
) -> None:
    rss_bytes = process.memory_info().rss
    assert limits_of(runs, 3 * rss_bytes) == []
    assert limits_of(runs, 2 * rss_bytes - 1) == ["psutil (pool)"]


def test_no_second_one_goes_while_the_first_is_dying(
    runs: list[Run], process: psutil.Process
) -> None:
    runs[0].killed_by = KILLED
    assert limits_of(runs, 2 * process.memory_info().rss - 1) == []
