"""What a stress run submits: a job, and the judgement of what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from stockade.job import Kind
from stockade.results import RunResult
from stockade_policies import Policy
from stockade_policies.errors import InputError

from .samples import Sample, judge, parse

WALL_SECONDS = 20.0
"""What a run may take by the clock, unless its sample says. The headers count in CPU time, and how
long that takes is up to whoever else uses the host."""

CORPUS = Path(__file__).parent / "corpus"
"""The samples of the project's own tests: a link in a clone, a folder in an installed package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One job whose right ending is known.

    name        says what it is, as in "honest values" or "cpu/empty_loop.js".
    is_hostile  it is from the corpus.
    is_stopped  it must be stopped by a limit, and so takes its time.
    judge       returns what is wrong with a result, or None.
    """

    name: str
    source: str
    judge: Callable[[RunResult], str | None]
    kind: Kind = "auto"
    args: Mapping[str, object] | None = None
    policy: Policy
    overrides: Mapping[str, Any] = field(default_factory=dict)
    is_hostile: bool = False
    is_stopped: bool = False


def load(folder: Path | None = None) -> list[Task]:
    """Return a task for each sample in a folder, by name; default: the project's own corpus.

    Raises `InputError` for a folder without samples, and for a sample that can't be understood.
    """
    folder = folder or CORPUS
    files = sorted(folder.rglob("*.js"))
    if not files:
        raise InputError("corpus", str(folder), "a folder with samples: files named *.js")
    return [_load(file, file.relative_to(folder).as_posix()) for file in files]


def _load(file: Path, name: str) -> Task:
    try:
        sample = parse(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("corpus", str(file), f"a sample with a header ({error})") from None
    return of_sample(name, sample)


def patient(policy: Policy) -> Policy:
    """Return a policy with WALL_SECONDS."""
    return replace(policy, ceilings=replace(policy.ceilings, wall_seconds=WALL_SECONDS))


def of_sample(name: str, sample: Sample) -> Task:
    """Return the task of one sample."""
    return Task(
        name=name,
        source=sample.source,
        judge=partial(judge, sample),
        kind=sample.kind,
        policy=sample.policy if "wall_seconds" in sample.overrides else patient(sample.policy),
        overrides=sample.lowered,
        is_hostile=True,
        is_stopped=sample.is_stopped,
    )
