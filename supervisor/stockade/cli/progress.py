"""How far a stress run is: a bar on a terminal, elsewhere a line from time to time."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from . import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stockade.stress.driver import Driver, OnProgress

LINE_SECONDS = 10.0


@contextmanager
def shown() -> Iterator[OnProgress]:
    """Return what a run calls again and again, and clear the bar at the end."""
    if not sys.stderr.isatty():
        yield _Lines().show
        return
    # It is redrawn when the run says so: a thread of its own would be counted as left behind.
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True, markup=False, highlight=False, emoji=False),
        auto_refresh=False,
        transient=True,
    )
    with bar:
        task = bar.add_task("starting", total=1.0)

        def show(driver: Driver) -> None:
            bar.update(task, completed=driver.share, description=_text(driver), refresh=True)

        yield show


class _Lines:
    """A line every LINE_SECONDS."""

    def __init__(self) -> None:
        self._shown = time.monotonic()

    def show(self, driver: Driver) -> None:
        """Write one if it is time."""
        now = time.monotonic()
        if now - self._shown >= LINE_SECONDS:
            self._shown = now
            output.write_message(f"stockade: {_text(driver)} ({driver.share:.0%})")


def _text(driver: Driver) -> str:
    ledger = driver.ledger
    return f"{ledger.ended:,} jobs, {sum(ledger.failed.values()):,} failures"
