"""Runs every file of samples/ and checks that it becomes what its first lines say.

An attack is added by adding a file; `stockade.stress.samples` describes the header.
"""

from __future__ import annotations

import re
import select
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil
import pytest

from stockade import Outcome, Policy, PoolLimits, RunResult, Supervisor
from stockade.stress.samples import Sample, ending_of, judge, parse

FOLDER = Path(__file__).parent / "samples"
FILES = sorted(FOLDER.rglob("*.js"))
TRACER_FILES = sorted((FOLDER / "tracer").iterdir())
assert FILES, "no samples: nothing would be tested"

SPARES = 1
GROWTH_BYTES = 50 << 20
"""What this process may grow by, over all samples together."""


# -- headers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("", "lacks policy"),
        ("// policy: production\n// outcome: completed 1\n", "lacks why"),
        ("// policy: production\n// why: x\n", "lacks outcome"),
        ("// policy: production\n// colour: red\n", "not a header line"),
        ("// policy: production\n// policy: production\n", "not a header line"),
        ("// policy: production\n// outcome:\n// why: x\n", "not a header line"),
        ("// policy: production\n// just a remark\n", "not a header line"),
        ("// policy: lenient\n// outcome: completed 1\n// why: x\n", "policy: lenient"),
        ("// policy: production speed=9\n// outcome: completed 1\n// why: x\n", "policy: speed"),
        ("// policy: production\n// outcome: completed\n// why: x\n", "Expecting value"),
        ("// policy: production\n// outcome: completed one\n// why: x\n", "Expecting value"),
        ("// policy: production\n// outcome: completed 1 2\n// why: x\n", "outcome:  2"),
        ("// policy: production\n// outcome: completed 1 or\n// why: x\n", "outcome:  or"),
        ("// policy: production\n// outcome: threw\n// why: x\n", "threw what?"),
        ("// policy: production\n// outcome: threw up or down\n// why: x\n", "outcome: down"),
        ("// policy: production\n// outcome: limit patience\n// why: x\n", "patience is no limit"),
        ("// policy: production\n// outcome: limit cpu\n// why: x\n", "by what"),
        ("// policy: production\n// outcome: limit cpu\n// by: luck\n// why: x\n", "by: luck"),
        ("// policy: production\n// outcome: rejected\n// why: x\n", "rejected is none"),
        ("// policy: production\n// kind: poem\n// outcome: completed 1\n// why: x\n", "poem"),
    ],
)
def test_a_header_that_says_nothing_clear_is_refused(header: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(complaint)):
        parse(header)


def test_a_header_is_understood() -> None:
    sample = parse(
        "// policy: production cpu_seconds=0.5\n"
        '// outcome: completed {"a":[1," or "]} or limit cpu\n'
        "// by: engine or psutil\n"
        "// why: both are right\n"
        "\n"
        "// no header any more\n"
    )
    assert (sample.policy, sample.lowered) == (Policy.production(), {"cpu_seconds": 0.5})
    assert [(ending.outcome, ending.detail) for ending in sample.endings] == [
        (Outcome.COMPLETED, '{"a": [1, " or "]}'),
        (Outcome.LIMIT, "cpu"),
    ]
    assert sample.by == ("engine", "psutil")


def test_a_waived_wall_makes_a_policy_of_its_own() -> None:
    header = "// policy: production waive=ceilings cpu_seconds=0.5\n"
    sample = parse(header + "// outcome: threw Error\n// why: x")
    assert sample.policy == Policy.production(waive=["ceilings"], cpu_seconds=0.5)
    assert sample.lowered == {}


def test_a_raised_ceiling_makes_a_policy_of_its_own() -> None:
    header = "// policy: production call_depth=1000 cpu_seconds=0.5\n"
    sample = parse(header + "// outcome: threw Error\n// why: x")
    assert sample.policy == Policy.production(call_depth=1000)
    assert sample.lowered == {"cpu_seconds": 0.5}


# -- runs ------------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Ground:
    """The one supervisor that all samples meet, and what it may hold between two of them."""

    supervisor: Supervisor
    rss_bytes: int
    policies: set[Policy] = field(default_factory=set)

    def run(self, sample: Sample, *, tracing: bool = True) -> RunResult:
        policy = replace(sample.policy, tracing=tracing)
        self.policies.add(policy)
        return self.supervisor.run(
            sample.source, policy=policy, kind=sample.kind, overrides=sample.lowered
        )

    def wait_quiet(self) -> None:
        """Wait until no more is alive than each policy's starter, template and spares."""
        allowed = len(self.policies) * (2 + SPARES)
        deadline = time.monotonic() + 5.0
        while len(alive := _below()) > allowed and time.monotonic() < deadline:
            select.select([], [], [], 0.005)
        assert len(alive) <= allowed, alive


@pytest.fixture(scope="module")
def ground(outlives_tests: None) -> Iterator[Ground]:
    limits = PoolLimits(workers=1, spares=SPARES, rss_bytes=1 << 30)
    with Supervisor(Policy.production(), pool=limits) as supervisor:
        assert supervisor.run("0").success
        rss_bytes = psutil.Process().memory_info().rss
        yield Ground(supervisor=supervisor, rss_bytes=rss_bytes, policies={Policy.production()})


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FOLDER)) for path in FILES])
def test_sample(path: Path, ground: Ground) -> None:
    sample = parse(path.read_text(encoding="utf-8"))
    result = ground.run(sample)
    complaint = judge(sample, result)
    assert complaint is None, (complaint, result.limit, result.error)
    ground.wait_quiet()
    assert psutil.Process().memory_info().rss < ground.rss_bytes + GROWTH_BYTES


@pytest.mark.parametrize("path", TRACER_FILES, ids=[path.name for path in TRACER_FILES])
def test_a_sample_that_looks_for_the_tracer_ends_alike_without_it(
    path: Path, ground: Ground
) -> None:
    sample = parse(path.read_text(encoding="utf-8"))
    traced, untraced = ground.run(sample), ground.run(sample, tracing=False)
    assert (traced.trace is None, untraced.trace is None) == (False, True)
    assert _as_seen(traced) == _as_seen(untraced)


def _as_seen(result: RunResult) -> tuple[object, ...]:
    """Return all that a caller sees of how a run ended."""
    error = result.error
    thrown = None if error is None else (error.name, error.message, error.stack)
    console = [(entry.level, entry.text) for entry in result.console]
    return ending_of(result), thrown, console, result.console_dropped


def test_after_all_of_them_a_sane_run_completes(ground: Ground) -> None:
    result = ground.supervisor.run("[6 * 7, typeof globalThis.hoard]")
    assert result.value == [42, "undefined"]


def _below() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)
