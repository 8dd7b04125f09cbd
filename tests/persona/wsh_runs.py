"""Runs for tests of Windows Script Host: what a script gives, prints and asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from stockade import Outcome, Policy, PoolLimits, RunResult, Supervisor
from stockade.tracing import SideEffect, Trace


class Host:
    """A supervisor that plays Windows Script Host."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor

    def result(self, source: str, **options: Any) -> RunResult:
        """Run a script, to whatever end."""
        return self._supervisor.run(source, **options)

    def run(self, source: str, **options: Any) -> Any:
        """Run what has to complete; return its value."""
        return self._completed(source, **options).value

    def traced(self, source: str, **options: Any) -> Trace:
        """Run what has to complete; return its trace."""
        trace = self._completed(source, **options).trace
        assert trace is not None
        return trace

    def effects(self, source: str, kind: str, **options: Any) -> list[SideEffect]:
        """Run what has to complete; return its effects of one kind."""
        return [one for one in self.traced(source, **options).effects if one.kind == kind]

    def printed(self, source: str, **options: Any) -> list[str]:
        """Run what has to complete; return the lines that it has printed."""
        return [entry.text for entry in self._completed(source, **options).console]

    def caught(self, expression: str) -> list[Any]:
        """Return number, description and name of what an expression throws."""
        return list(
            self.run(
                f"try {{ {expression}; 'nothing' }} "
                "catch (e) { [e.number, e.description, e.name, e.message === e.description] }"
            )
        )

    def _completed(self, source: str, **options: Any) -> RunResult:
        result = self.result(source, **options)
        assert result.outcome is Outcome.COMPLETED, result
        return result


@contextmanager
def hosting(**overrides: Any) -> Iterator[Host]:
    """Serve the preset `research` as Windows Script Host. `overrides`: fields of the policy."""
    policy = Policy.research(persona="wsh", **overrides)
    with Supervisor(policy, pool=PoolLimits(workers=1, spares=1)) as supervisor:
        yield Host(supervisor)
