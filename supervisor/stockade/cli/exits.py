"""Exit codes, the part of the command line that scripts depend on."""

from __future__ import annotations

from enum import IntEnum

from stockade.results import Outcome
from stockade_policies import InputError, JailError, PolicyError, StockadeError, TemplateError


class ExitCode(IntEnum):
    """What the process tells its caller. The meaning of a number never changes."""

    COMPLETED = 0
    THREW = 1
    USAGE = 2
    LIMIT = 3
    BLOCKED = 4
    CRASHED = 5
    NO_WALLS = 6
    INTERNAL = 70
    """A defect of our own. Python would give 1, which a script reads as "the sample threw"."""
    INTERRUPTED = 130
    """SIGINT, as shells report it."""


OF_OUTCOME = {
    Outcome.COMPLETED: ExitCode.COMPLETED,
    Outcome.THREW: ExitCode.THREW,
    Outcome.LIMIT: ExitCode.LIMIT,
    Outcome.BLOCKED: ExitCode.BLOCKED,
    Outcome.CRASHED: ExitCode.CRASHED,
    Outcome.CANCELLED: ExitCode.INTERRUPTED,
    Outcome.REJECTED: ExitCode.USAGE,
}


def of_error(error: StockadeError) -> ExitCode:
    """Return the exit code of an exception of ours."""
    if isinstance(error, InputError | PolicyError):
        return ExitCode.USAGE
    if isinstance(error, JailError | TemplateError):
        return ExitCode.NO_WALLS
    return ExitCode.CRASHED
