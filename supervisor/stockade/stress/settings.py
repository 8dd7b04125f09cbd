"""What a stress run is asked for. Light to import: the command line does so for every command."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Mix(StrEnum):
    """What a run consists of."""

    CORPUS = "corpus"
    """Hostile samples among honest jobs."""

    CHAOS = "chaos"
    """The same, with cancellations and kills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What to run.

    jobs, seconds  whichever is reached first ends the run; None is no bound, but one must be given.
    corpus         a folder of samples; None is the project's own.
    """

    jobs: int | None
    seconds: float | None = None
    mix: Mix = Mix.CHAOS
    seed: int = 0
    workers: int
    corpus: Path | None = None
