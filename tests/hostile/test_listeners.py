"""A host function that the guest can reach, at a distance: the caller's console listener."""

from __future__ import annotations

import threading

from stockade import ConsoleEntry, Policy, PoolLimits, Supervisor

LINES = "for (let i = 0; i < 5; i++) console.log(i); 42"


def test_a_listener_that_raises_costs_the_run_nothing() -> None:
    def refuse(entry: ConsoleEntry) -> None:
        raise ValueError(entry.text)

    with Supervisor(Policy.production(), pool=PoolLimits(workers=1, spares=1)) as supervisor:
        result = supervisor.run(LINES, on_console=refuse)
        assert (result.value, len(result.console)) == (42, 5)
        assert supervisor.run(LINES).value == 42


def test_a_listener_may_cancel_the_run_that_it_listens_to() -> None:
    with Supervisor(Policy.production(), pool=PoolLimits(workers=1, spares=1)) as supervisor:
        heard: list[str] = []
        submitted = threading.Event()

        def withdraw(entry: ConsoleEntry) -> None:
            heard.append(entry.text)
            submitted.wait(5.0)
            future.cancel()

        future = supervisor.submit("console.log('x'); for (;;);", on_console=withdraw)
        submitted.set()
        assert supervisor.run("6 * 7").value == 42
        assert (heard, future.cancelled()) == (["x"], True)
