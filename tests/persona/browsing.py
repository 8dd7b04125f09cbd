"""A browser that tests run scripts in: one supervisor with the persona, for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from stockade import Outcome, Policy, PoolLimits, RunResult, Supervisor


class Browser:
    """Runs scripts as a page's.

    result  of the last run.
    """

    result: RunResult

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor

    def run(self, source: str, **job: Any) -> RunResult:
        """Run a script, however it ends."""
        self.result = self._supervisor.run(source, **job)
        return self.result

    def value(self, source: str, **job: Any) -> Any:
        """Return the value of a script that ends well, or of the promise that it ends with."""
        result = self.run(source, **job)
        assert result.outcome is Outcome.COMPLETED, result
        return result.value

    def message(self, source: str) -> str:
        """Return what a script throws, as `name: message`."""
        told = "return `${e.name}: ${e.message}`"
        return str(self.value(f"(() => {{ try {{ {source} }} catch (e) {{ {told} }} }})()"))

    def told(self, kind: str) -> list[tuple[str, str]]:
        """Return operation and target of each effect of a kind, of the last run."""
        return [(one.operation, one.target) for one in self.result.side_effects if one.kind == kind]

    def details(self, kind: str) -> dict[str, str]:
        """Return the details of the first effect of a kind."""
        found = next(one for one in self.result.side_effects if one.kind == kind)
        return dict(found.details)

    def kept(self, kind: str) -> list[bytes]:
        """Return what artifacts of a kind hold."""
        assert self.result.trace is not None
        return [one.content for one in self.result.trace.artifacts if one.kind == kind]

    def origins(self) -> list[str]:
        """Return how each piece of code came to be."""
        assert self.result.trace is not None
        return [one.origin for one in self.result.trace.generations]


@contextmanager
def browsing() -> Iterator[Browser]:
    """Open a browser."""
    policy = Policy.research(persona="browser")
    with Supervisor(policy, pool=PoolLimits(workers=1, spares=1)) as supervisor:
        yield Browser(supervisor)
