"""Every test ends with no process and no descriptor of its own left over."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

COMPILE = Path(__file__).parents[1] / "packaging" / "native.py"
DEADLINE_SECONDS = 5.0


def pytest_sessionstart() -> None:
    """Compile the C library if it is missing or of other sources than those that are tested."""
    subprocess.run([sys.executable, str(COMPILE)], check=True)


@pytest.fixture(autouse=True)
def _nothing_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Count around each test, unless it shares processes with others: see `outlives_tests`."""
    if "outlives_tests" in request.fixturenames:
        yield
    else:
        with _nothing_left():
            yield


@pytest.fixture(scope="module")
def outlives_tests() -> Iterator[None]:
    """Count around a module instead of around its tests.

    For every fixture that keeps processes or descriptors longer than one test: it takes this one as
    an argument, and so is torn down before the count.
    """
    with _nothing_left():
        yield


@contextlib.contextmanager
def _nothing_left() -> Iterator[None]:
    before = _held()
    yield
    deadline = time.monotonic() + DEADLINE_SECONDS
    while (left := _held() - before) and time.monotonic() < deadline:
        select.select([], [], [], 0.01)
    assert not left


def _held() -> set[str]:
    """Return a line for each descriptor and each process below this one, zombies too."""
    held = set()
    for fd in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):  # the listing's own descriptor is closed by now
            held.add(f"descriptor {fd}: {os.readlink(f'/proc/self/fd/{fd}')}")
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            # Whether it sleeps or runs changes by itself in one that outlives the test.
            life = "dead" if child.status() == psutil.STATUS_ZOMBIE else "alive"
            held.add(f"process {child.pid}, started {child.create_time()}, {life}")
    return held
