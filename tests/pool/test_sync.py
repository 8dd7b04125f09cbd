"""The face without an event loop: the same names, from any thread."""

from __future__ import annotations

import concurrent.futures
import re
import threading
import time
from typing import Any, cast

import pytest

from stockade import InputError, Outcome, Policy, PoolClosed, PoolLimits, Supervisor
from stockade.run import OnConsole

SMALL = PoolLimits(workers=2, spares=1)
ENDLESS = "for (;;);"


def test_many_threads_may_share_it() -> None:
    with (
        Supervisor(pool=SMALL) as supervisor,
        concurrent.futures.ThreadPoolExecutor(8) as threads,
    ):
        results = list(threads.map(lambda n: supervisor.run(f"{n} + 1"), range(40)))
    assert [result.value for result in results] == list(range(1, 41))


def test_it_works_without_a_with_block() -> None:
    supervisor = Supervisor(pool=SMALL)
    assert supervisor.run("1").value == 1
    supervisor.close()
    supervisor.close()
    with pytest.raises(PoolClosed):
        supervisor.run("1")


def test_map_yields_in_order() -> None:
    with Supervisor(pool=SMALL) as supervisor:
        assert [result.value for result in supervisor.map(["1", "2", "3"])] == [1, 2, 3]


def test_a_future_can_be_cancelled() -> None:
    with Supervisor(pool=PoolLimits(workers=1, spares=0)) as supervisor:
        running, waiting = supervisor.submit(ENDLESS), supervisor.submit(ENDLESS)
        assert waiting.cancel()
        assert running.cancel()
        assert supervisor.run("1").value == 1
        assert running.cancelled()


def test_closing_from_another_thread_ends_a_waiting_run() -> None:
    supervisor = Supervisor(pool=PoolLimits(workers=1, spares=0, drain_seconds=0.1))
    future = supervisor.submit(ENDLESS)
    closer = threading.Thread(target=supervisor.close)
    closer.start()
    assert future.result(timeout=10).outcome is Outcome.CANCELLED
    closer.join(timeout=10)
    assert not closer.is_alive()


def test_threads_that_submit_while_it_closes_get_a_clear_answer() -> None:
    supervisor = Supervisor(pool=PoolLimits(workers=2, spares=0, drain_seconds=0.5))
    answers: list[object] = []

    def hammer() -> None:
        for _ in range(200):
            try:
                answers.append(supervisor.run("1").outcome)
            except PoolClosed:
                answers.append("closed")
                return

    threads = [threading.Thread(target=hammer) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)  # into the middle of the hammering; no assertion depends on where
    supervisor.close()
    for thread in threads:
        thread.join(timeout=20)
        assert not thread.is_alive()
    assert set(answers) <= {Outcome.COMPLETED, Outcome.CANCELLED, "closed"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"policy": "research"}, "policy = 'research': must be a Policy"),
        ({"pool": {"workers": 2}}, "pool = {'workers': 2}: must be PoolLimits"),
    ],
)
def test_what_is_no_policy_or_pool_is_refused_by_name(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=re.escape(words)):
        Supervisor(**wrong)


def test_a_listener_that_cannot_be_called_is_refused_at_once() -> None:
    with Supervisor(pool=PoolLimits(workers=1, spares=0)) as supervisor:
        with pytest.raises(InputError, match="on_console = 5: must be callable"):
            supervisor.run("1", on_console=cast(OnConsole, 5))
        with pytest.raises(InputError, match="policy = 'x': must be a Policy"):
            supervisor.run("1", policy=cast(Policy, "x"))
