"""What every benchmark prints: the machine, tables, bars; and the copy that `--save` keeps."""

from __future__ import annotations

import argparse
import importlib.metadata
import math
import os
import platform
import statistics
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil

RESULTS = Path(__file__).parent / "results"
PACKAGES = ("stockade", "quickjs-ng", "msgpack", "psutil", "opentelemetry-api")


class Report:
    """Prints lines as they come and keeps them for `finish`, which writes them to `save`."""

    def __init__(self, name: str, question: str, save: Path | None) -> None:
        self._save = save
        self._lines: list[str] = []
        self.say(f"{name}: {question}", "", *_machine())

    def say(self, *lines: str) -> None:
        """Print lines."""
        self._lines += lines
        print(*lines, sep="\n", flush=True)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Print a table after a blank line: the first column to the left, numbers to the right."""
        cells = [list(head), *([_text(cell) for cell in row] for row in rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        self.say("")
        for row in cells:
            first = row[0].ljust(widths[0])
            rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
            self.say("  ".join((first, *rest)).rstrip())

    def bar(
        self, what: str, seen: float, *, at_most: float | None = None, at_least: float = 0.0
    ) -> None:
        """Compare a figure with its bar, in a line. A missed bar is a finding, not a failure."""
        is_met = seen <= at_most if at_most is not None else seen >= at_least
        bound = f"at most {at_most:g}" if at_most is not None else f"at least {at_least:g}"
        self.say(f"bar: {what}: {seen:.3g}, {bound}: {'met' if is_met else 'MISSED'}")

    def finish(self) -> None:
        """Write the file, if there is to be one."""
        self.say("", f"load     {_load()} at the end")
        if self._save is not None:
            self._save.parent.mkdir(parents=True, exist_ok=True)
            self._save.write_text("\n".join(self._lines) + "\n", encoding="utf-8")
            progress(f"saved {self._save}\n")


def arguments(name: str, description: str | None) -> argparse.ArgumentParser:
    """Return a parser that knows `--save [FILE]`."""
    parser = argparse.ArgumentParser(prog=name, description=description)
    parser.add_argument(
        "--save",
        nargs="?",
        type=Path,
        const=RESULTS / f"{name}.txt",
        metavar="FILE",
        help=f"write the report to FILE too (default: results/{name}.txt beside the script)",
    )
    return parser


def p99(samples: Sequence[float]) -> float:
    """Return the smallest sample that 99 % of them do not exceed."""
    return sorted(samples)[math.ceil(0.99 * len(samples)) - 1]


def summary(samples: Sequence[float]) -> tuple[int, float, float]:
    """Return n, median and p99; for the columns of those names."""
    return len(samples), statistics.median(samples), p99(samples)


def progress(text: str) -> None:
    """Show on a terminal what is going on: the report itself goes to stdout."""
    if sys.stderr.isatty():
        sys.stderr.write(text)
        sys.stderr.flush()


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.3f}" if abs(cell) < 10 else f"{cell:.1f}"
    return str(cell)


def _machine() -> list[str]:
    memory_gib = psutil.virtual_memory().total / 2**30
    python = f"{platform.python_implementation()} {platform.python_version()}"
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    return [
        f"machine  {_cpu_model()}, {os.cpu_count()} CPUs, {memory_gib:.1f} GiB",
        f"kernel   {platform.system()} {platform.release()} {platform.machine()}",
        f"python   {python}",
        f"versions {versions}",
        f"date     {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"load     {_load()} at the start (mean of the last minute)",
    ]


def _cpu_model() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as cpuinfo:
        for line in cpuinfo:
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "(source tree)"


def _load() -> str:
    return f"{os.getloadavg()[0]:.2f}"
