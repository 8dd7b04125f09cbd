"""Runs under the persona node, in a worker as a user has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from stockade import Outcome, Policy, PoolLimits, RunResult, Supervisor
from stockade.tracing import SideEffect

LISTEN = """
const said = [];
const say = (...values) => said.push(values.length > 1 ? values : values[0]);
process.on("exit", () => console.log(JSON.stringify(said)));
"""
"""Lets a test note what happens, in order; the last line of the console has it all."""


class Node:
    """A pool whose workers play node."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor

    def run(self, source: str, **options: Any) -> RunResult:
        """Run a sample that has to complete."""
        result = self._supervisor.run(source, **options)
        assert result.outcome is Outcome.COMPLETED, (result.outcome, result.error, result.cause)
        return result

    def value(self, source: str, **options: Any) -> Any:
        """Return what the last statement gives."""
        return self.run(source, **options).value

    def said(self, source: str, **options: Any) -> str:
        """Return what the sample has said, in order, as JSON."""
        return self.run(LISTEN + source, **options).console[-1].text

    def effects(self, source: str, **options: Any) -> list[tuple[str, str, str]]:
        """Return (kind, operation, target) of each side effect."""
        return [named(effect) for effect in self.run(source, **options).side_effects]

    def thrown(self, expression: str) -> Any:
        """Return name, code and message of what an expression throws."""
        source = f"try {{ {expression}; 'nothing' }} catch (e) {{ [e.name, e.code, e.message] }}"
        return self.value(source)


def named(effect: SideEffect) -> tuple[str, str, str]:
    """Return what a side effect is, without its details."""
    return effect.kind, effect.operation, effect.target


@contextmanager
def playing_node(**overrides: Any) -> Iterator[Node]:
    """Serve the preset `research` as node, with one worker."""
    policy = Policy.research(persona="node", **overrides)
    with Supervisor(policy, pool=PoolLimits(workers=1, spares=1)) as supervisor:
        yield Node(supervisor)
