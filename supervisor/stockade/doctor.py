"""Which walls hold on this host, found out by attacking each.

Theory of operation. Two walls are this side's business, and are attacked with code that the engine
runs: `ceilings` and `engine`, through a supervisor with low ceilings. The others are attacked from
inside the jail, by a probe: a process that is started like a template, builds the jail in the same
steps, and reports a wall at a time (`stockade_worker.probe`).

A wall that can't be put up ends the probe. It has its finding then, and the next probe does without
it, so that the others are examined as well. A wall that the policy waives is not attacked: nothing
stands there.

The self-attack is what every template does before it serves. Here one is started for nothing else,
so that the operator sees what it has tried and how the walls have answered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from errno import errorcode

from stockade_policies import JailError, Policy, PoolLimits, StockadeError, Wall
from stockade_worker import wire

from .interview import REPORT, interview
from .results import RunResult
from .spawner import TEMPLATE, Program
from .supervisor import Supervisor

PROBE = Program(module="stockade_worker.probe.prober")
PROBE_SECONDS = 10.0
"""For one probe, which takes a fraction of a second: a host under load must not look broken."""

STAND_IN = "doctor"
"""The name of policies that are made here: logs and spans must not take them for the operator's."""

OF_THE_JAIL = tuple(wall for wall in Wall if wall not in {Wall.CEILINGS, Wall.ENGINE})

# What the attacks on the supervisor's own walls get, whatever the policy gives.
SHORT_SECONDS = 0.05
RUN_CPU_SECONDS = 0.5
RUN_WALL_SECONDS = 6.0
RUN_HEAP_BYTES = 8 << 20
RSS_MARGIN_BYTES = 32 << 20  # the least that Ceilings takes

_FELL = (
    "the wall is up, yet it does not do its work here: update the kernel, and report what"
    " `stockade doctor --json` says"
)
_UNSEEN = "let this user see its own processes' figures: mount /proc without hidepid"

_LOOP = "for (;;);"
# It stops by itself: without the engine's limit it must not take the host's memory.
_HOARD = "const all = []; for (let n = 0; n < 64; n++) all.push(new Uint8Array(1048576).fill(1));"
_RECURSE = "(function again() { again(); })()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the attacks on one wall showed.

    wall      its name.
    holds     it is up, every attack failed, and one at least because of it.
    how       what was tried.
    observed  what became of it.
    remedy    what the operator can do; None if it holds.
    waived    the policy does without it: it does not hold, and is not required to.
    """

    wall: str
    holds: bool
    how: str
    observed: str
    remedy: str | None
    waived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAttack:
    """What a template's attack on itself showed.

    holds     nothing got through, and the template would serve.
    proofs    what it has tried, with the walls that must stop that and the answer of each: the
              signal or errno by which it has, or "waived". Empty if it does not hold.
    ms        how long it took; None if it does not hold.
    failure   what got through, or what kept the template from trying; None if it holds.
    remedy    what the operator can do; None if it holds.
    """

    holds: bool
    proofs: wire.Proofs = field(default_factory=dict)
    ms: float | None = None
    failure: str | None = None
    remedy: str | None = None


def attack_self(policy: Policy) -> SelfAttack:
    """Start a template of `policy`, let it attack itself, and end it. Raises nothing.

    The calling thread must not end meanwhile.
    """
    try:
        with interview(TEMPLATE, policy, wire.step_template, PROBE_SECONDS) as messages:
            ready = next(message for message in messages if isinstance(message, wire.Ready))
    except JailError as error:
        failure = f"{error.step}: {_reason(error)}"
        return SelfAttack(holds=False, failure=failure, remedy=error.hint)
    return SelfAttack(holds=True, proofs=ready.proofs, ms=ready.self_attack_ms)


def examine(policy: Policy) -> list[Finding]:
    """Attack every wall, as `policy` has it, and return a finding for each, in building order.

    It takes about a second and leaves nothing behind. What goes wrong is a finding: never raises,
    but for KeyboardInterrupt. The calling thread must not end meanwhile.
    """
    findings = {wall: _waived(wall, policy) for wall in policy.waive}
    standing = policy
    while True:
        reports, failure = _probe(standing)
        fallen = _named(failure, standing) if failure else None
        if failure is None or fallen is None:
            break
        findings[fallen] = _broken(fallen, failure, fallen=standing.waive)
        standing = replace(standing, waive=standing.waive | {fallen})
    if failure:
        findings |= {
            wall: _unexamined(wall, failure) for wall in OF_THE_JAIL if wall not in findings
        }
    findings |= {Wall(report.wall): _attacked(report) for report in reports}
    findings |= _run_code(standing)
    return [findings[wall] for wall in Wall]


# -- the walls of the jail ------------------------------------------------------------------------


def _probe(policy: Policy) -> tuple[list[wire.Examined], JailError | None]:
    """Run one probe; return what it reported, and why it ended early if it did."""
    reports: list[wire.Examined] = []
    wanted = sum(wall not in policy.waive for wall in OF_THE_JAIL)
    try:
        with interview(PROBE, policy, wire.step_probe, PROBE_SECONDS) as messages:
            while len(reports) < wanted:
                message = next(messages)
                if isinstance(message, wire.Examined):
                    reports.append(message)
    except JailError as error:
        return reports, error
    return reports, None


def _named(failure: JailError, policy: Policy) -> Wall | None:
    """Return the wall that fell, or None if the next probe could not do without it either."""
    known = {str(wall): wall for wall in OF_THE_JAIL if wall not in policy.waive}
    return known.get(failure.step)


# -- the supervisor's own walls -------------------------------------------------------------------


def _run_code(policy: Policy) -> dict[Wall, Finding]:
    """Attack `ceilings` and `engine` with code that is too long, too big and too deep."""
    chosen = {wall: attack for wall, attack in _ATTACKS.items() if wall not in policy.waive}
    if not chosen:
        return {}
    heap_bytes = min(RUN_HEAP_BYTES, policy.ceilings.heap_bytes)
    ceilings = replace(
        policy.ceilings,
        cpu_seconds=RUN_CPU_SECONDS,
        wall_seconds=RUN_WALL_SECONDS,
        heap_bytes=heap_bytes,
        tracer_bytes=0,
        rss_bytes=heap_bytes + RSS_MARGIN_BYTES,
    )
    # Without the tracer, whose guards would end these runs before any wall is met.
    low = replace(policy, name=STAND_IN, ceilings=ceilings, tracing=False)
    limits = PoolLimits(workers=1, spares=0, drain_seconds=0)
    try:
        with Supervisor(low, pool=limits) as supervisor:
            return {wall: attack(supervisor, low) for wall, attack in chosen.items()}
    except (StockadeError, OSError) as error:
        return {wall: _unexamined(wall, error) for wall in chosen}


def _attack_engine(supervisor: Supervisor, _policy: Policy) -> Finding:
    return _judged(
        Wall.ENGINE,
        "loop, hoard and recurse without end in a sealed worker",
        _FELL,
        {
            "cpu limit (engine)": supervisor.run(_LOOP, overrides={"cpu_seconds": SHORT_SECONDS}),
            "memory limit (engine)": supervisor.run(_HOARD),
            "RangeError": supervisor.run(_RECURSE),
        },
    )


def _attack_ceilings(supervisor: Supervisor, policy: Policy) -> Finding:
    """Lift the engine's limits, which would end these runs first."""
    lifted = replace(policy, waive=policy.waive | {Wall.ENGINE})

    def run(source: str, **overrides: float) -> RunResult:
        return supervisor.run(source, policy=lifted, overrides=overrides)

    return _judged(
        Wall.CEILINGS,
        "loop and hoard without end, with engine lifted",
        _UNSEEN,
        {
            "cpu limit (psutil)": run(_LOOP, cpu_seconds=SHORT_SECONDS),
            "memory limit (psutil)": run(_HOARD + _LOOP),
            # Before the sampler's grace for the engine's own interrupt is over.
            "wall limit (timer)": run(_LOOP, cpu_seconds=SHORT_SECONDS, wall_seconds=SHORT_SECONDS),
        },
    )


_ATTACKS: dict[Wall, Callable[[Supervisor, Policy], Finding]] = {
    Wall.CEILINGS: _attack_ceilings,
    Wall.ENGINE: _attack_engine,
}


def _judged(wall: Wall, how: str, remedy: str, results: dict[str, RunResult]) -> Finding:
    """Compare each result with the ending that it is filed under."""
    endings = {wanted: _ending(result) for wanted, result in results.items()}
    wrong = [f"{seen}, not {wanted}" for wanted, seen in endings.items() if seen != wanted]
    return Finding(
        wall=wall.value,
        holds=not wrong,
        how=how,
        observed="; ".join(wrong or endings.values()),
        remedy=remedy if wrong else None,
    )


def _ending(result: RunResult) -> str:
    if result.limit:
        return f"{result.limit.kind} limit ({result.limit.enforced_by})"
    if result.error:
        return result.error.name
    return result.cause or result.outcome


# -- findings -------------------------------------------------------------------------------------


def _attacked(report: wire.Examined) -> Finding:
    return Finding(
        wall=report.wall,
        holds=report.holds,
        how=report.how,
        observed=report.observed,
        remedy=None if report.holds else _FELL,
    )


def _waived(wall: Wall, policy: Policy) -> Finding:
    return Finding(
        wall=wall.value,
        holds=False,
        how="not attacked",
        observed=f"the policy {policy.name} waives it",
        remedy="take it out of `waive` in the policy",
        waived=True,
    )


def _broken(wall: Wall, failure: JailError, fallen: Collection[Wall]) -> Finding:
    """Tell of a wall that can't be put up; one that needs another has that one's remedy."""
    needs_other = wall in {Wall.ROOT, Wall.PRIVILEGES} and Wall.NAMESPACES in fallen
    return Finding(
        wall=wall.value,
        holds=False,
        how="put it up",
        observed=_reason(failure),
        remedy="it is built by means of `namespaces`: mend that first"
        if needs_other
        else failure.hint,
    )


def _unexamined(wall: Wall, error: Exception) -> Finding:
    return Finding(
        wall=wall.value,
        holds=False,
        how="not attacked",
        observed=_reason(error) if isinstance(error, JailError) else str(error),
        remedy=error.hint if isinstance(error, JailError) else REPORT,
    )


def _reason(failure: JailError) -> str:
    code = failure.errno
    return failure.reason if code is None else f"{failure.reason} ({errorcode.get(code, code)})"
