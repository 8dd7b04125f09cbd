"""A worker in an attacker's hands takes no more memory, processor and time than its policy says."""

from __future__ import annotations

import os
from concurrent.futures import FIRST_COMPLETED, wait
from hashlib import sha256

import pytest
from tests.breach.conftest import open_breach
from tests.breach.supervising import Breach, answer_of

from stockade import LimitKind, Outcome

MIB = 1 << 20
X86_ONLY = pytest.mark.skipif(os.uname().machine != "x86_64", reason="x86_64 machine code")


@X86_ONLY
@pytest.mark.parametrize("how", ["spin", "spin_unstoppably"])
def test_a_native_loop_ends_by_the_processor_time_it_took(breach: Breach, how: str) -> None:
    """It polls nothing, and the second has every signal blocked that can be blocked."""
    result = breach.run(f"resources.{how}", cpu_seconds=0.2, wall_seconds=30)
    assert result.outcome is Outcome.LIMIT
    assert result.limit is not None
    assert (result.limit.kind, result.limit.enforced_by) == (LimitKind.CPU, "psutil")
    assert result.limit.seen is not None
    assert result.limit.seen > 0.2


def test_a_native_hoarder_ends_by_the_memory_it_took(breach: Breach) -> None:
    """As many mappings as it is given, each of them touched."""
    result = breach.run("resources.hoard", 1024 * MIB, 20.0, cpu_seconds=25, wall_seconds=60)
    assert result.outcome is Outcome.LIMIT
    assert result.limit is not None
    assert (result.limit.kind, result.limit.enforced_by) == (LimitKind.MEMORY, "psutil")
    assert result.memory_stats.peak_rss_bytes is not None
    assert result.memory_stats.peak_rss_bytes < 256 * MIB  # data_bytes stands behind rss_bytes


@pytest.mark.parametrize("how", ["wait", "sleep_on_a_lock"])
def test_a_worker_that_does_nothing_ends_by_the_wall_clock(breach: Breach, how: str) -> None:
    result = breach.run(f"resources.{how}", cpu_seconds=0.2, wall_seconds=0.3)
    assert answer_of(result) == "limit wall by timer"


def test_workers_that_keep_to_their_own_ceiling_are_counted_together(user: str) -> None:
    """Each holds less than it may, all together hold more than the pool may: one has to go."""
    with open_breach(user, workers=4, rss_bytes=256 * MIB) as breach:
        holds = [breach.submit("resources.hold", 72 * MIB, wall_seconds=60) for _ in range(3)]
        done, others = wait(holds, return_when=FIRST_COMPLETED)
        assert [answer_of(hold.result()) for hold in done] == ["limit memory by psutil (pool)"]
        assert len(others) == 2
        for hold in others:
            hold.cancel()
        breach.wait_running(0)
        assert answer_of(breach.run("resources.compute", 1)) == sha256(b"").hexdigest()
