"""What the commands need from the rest of the package, as a seam for tests."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Unpack

from stockade.supervisor import Supervisor
from stockade_policies import PoolLimits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from stockade.explore import Branch, Exploration, OnBranch
    from stockade.job import JobOptions
    from stockade.results import RunResult
    from stockade.run import RunOptions
    from stockade.stress.driver import OnProgress
    from stockade.stress.report import Report
    from stockade.stress.settings import Settings
    from stockade_policies import Policy


class Runner(Protocol):
    """The part of a Supervisor that `stockade run` uses."""

    def run(self, source: str | bytes, **options: Unpack[RunOptions]) -> RunResult:
        """Run `source` to its end."""
        ...


class Explorer(Protocol):
    """The part of a Supervisor that `stockade explore` uses."""

    def explore(
        self,
        source: str | bytes,
        *,
        branches: Sequence[Branch] | None = None,
        on_branch: OnBranch | None = None,
        **options: Unpack[JobOptions],
    ) -> Exploration:
        """Run `source` in each of the branches."""
        ...


class Finding(Protocol):
    """What an attack on one wall showed."""

    @property
    def wall(self) -> str:
        """The wall's name."""
        ...

    @property
    def holds(self) -> bool:
        """Whether the attack failed, as it must."""
        ...

    @property
    def how(self) -> str:
        """The attack."""
        ...

    @property
    def observed(self) -> str:
        """What the kernel did."""
        ...

    @property
    def waived(self) -> bool:
        """Whether the policy does without the wall."""
        ...

    @property
    def remedy(self) -> str | None:
        """What the operator can do; None if it holds."""
        ...


class SelfAttack(Protocol):
    """What a template's attack on itself showed."""

    @property
    def holds(self) -> bool:
        """Whether nothing got through."""
        ...

    @property
    def proofs(self) -> Mapping[str, Mapping[str, str]]:
        """What was tried, with the walls that must stop that and the answer of each."""
        ...

    @property
    def ms(self) -> float | None:
        """How long it took; None if it does not hold."""
        ...

    @property
    def failure(self) -> str | None:
        """What got through, or kept it from trying; None if it holds."""
        ...

    @property
    def remedy(self) -> str | None:
        """What the operator can do; None if it holds."""
        ...


def _open_supervisor(policy: Policy) -> AbstractContextManager[Runner]:
    limits = PoolLimits(
        workers=1,
        spares=0,  # there is no second run
        rss_bytes=policy.ceilings.rss_bytes,  # the pool is this one worker
        drain_seconds=0,  # what still runs when we leave was interrupted
    )
    return Supervisor(policy, pool=limits)


def _open_explorer(policy: Policy, branches: int) -> AbstractContextManager[Explorer]:
    workers = min(branches, len(os.sched_getaffinity(0)))
    limits = PoolLimits(
        workers=workers,
        spares=0,  # each persona is run a few times only
        rss_bytes=workers * policy.ceilings.rss_bytes,
        drain_seconds=0,  # as above
    )
    return Supervisor(policy, pool=limits)


def _examine(policy: Policy) -> Sequence[Finding]:
    # Here, because only this command needs the attacks.
    from stockade.doctor import examine  # noqa: PLC0415

    return examine(policy)


def _attack_self(policy: Policy) -> SelfAttack:
    from stockade.doctor import attack_self  # noqa: PLC0415  # as above

    return attack_self(policy)


def _stress(settings: Settings, on_progress: OnProgress) -> Report:
    # Here, because it imports the telemetry SDK.
    from stockade.stress.report import stress  # noqa: PLC0415

    return stress(settings, on_progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The commands' way to a pool, to the attacks of the doctor and to the stress run.

    All raise StockadeError.
    """

    open_supervisor: Callable[[Policy], AbstractContextManager[Runner]] = _open_supervisor
    open_explorer: Callable[[Policy, int], AbstractContextManager[Explorer]] = _open_explorer
    examine: Callable[[Policy], Sequence[Finding]] = _examine
    attack_self: Callable[[Policy], SelfAttack] = _attack_self
    stress: Callable[[Settings, OnProgress], Report] = _stress
