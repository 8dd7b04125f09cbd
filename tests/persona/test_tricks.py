"""Each file of tricks/ reaches what it says that it reaches, and the trace names its trick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.persona import trick_samples

from stockade import Outcome, Policy, PoolLimits, RunResult, Supervisor

FOLDER = Path(__file__).parent / "tricks"
FILES = sorted(FOLDER.glob("*.js"))
TABLE = Path(__file__).parents[2] / "docs" / "tracing.md"
assert FILES, "no samples: nothing would be tested"


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    limits = PoolLimits(workers=1, spares=0)
    with Supervisor(Policy.research(persona="wsh"), pool=limits) as supervisor:
        yield supervisor


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_trick_is_seen_through(supervisor: Supervisor, path: Path) -> None:
    trick = trick_samples.parse(path.read_text(encoding="utf-8"))
    results = list(runs(supervisor, trick))
    ends = [(result.outcome, result.error, result.limit) for result in results]
    assert not list(trick_samples.unreached(trick, results)), ends
    assert not list(trick_samples.unnamed(trick, results)), ends
    assert not any(result.outcome is Outcome.CRASHED for result in results)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_table_of_tricks_has_it(path: Path) -> None:
    assert f"`{path.stem}`" in TABLE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "header",
    ["", "// persona: wsh\n// reaches: file x\n// trick: y\n", "// colour: red\n", "// a remark\n"],
)
def test_a_header_that_says_nothing_clear_is_refused(header: str) -> None:
    with pytest.raises(ValueError, match="header"):
        trick_samples.parse(header)


def test_what_is_not_reached_and_not_named_is_said(supervisor: Supervisor) -> None:
    header = "// persona: wsh\n// reaches: process x.exe\n// names: redos\n// trick: none\n"
    trick = trick_samples.parse(header + "1 + 1")
    results = list(runs(supervisor, trick))
    assert list(trick_samples.unreached(trick, results)) == ["process x.exe"]
    assert list(trick_samples.unnamed(trick, results)) == ["redos"]


def runs(supervisor: Supervisor, trick: trick_samples.Trick) -> Iterator[RunResult]:
    """Run a sample under each of its personas and answers."""
    for persona in trick.personas:
        policy = Policy.research(persona=persona)
        for answers in trick.answers:
            profile = trick.profile or None
            yield supervisor.run(trick.source, policy=policy, answers=answers, profile=profile)
