"""The examples of the documentation run as they stand and print what their comments say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"


def example_of(page: Path) -> str:
    found = re.search(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def printed_by(example: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", example], capture_output=True, text=True, timeout=60, check=True
    )
    return run.stdout.splitlines()


def test_the_example_prints_what_its_comments_say() -> None:
    example = example_of(README)
    promised = re.findall(r" {2,}# (.+)", example)
    assert len(promised) == 4
    assert printed_by(example) == promised


@pytest.mark.parametrize("page", ["python.md"])
def test_an_example_for_programs_prints_what_its_comments_say(page: str) -> None:
    example = example_of(ROOT / "docs" / page)
    promised = re.findall(r"print\(.* {2,}# (.+)", example)
    assert len(promised) == 4
    assert [line.rstrip() for line in printed_by(example)] == promised


@pytest.mark.parametrize(
    ("text", "promised"),
    [("supervisor.run(source, answers=", "'http://a.example/'"), ("supervisor.explore(", "wsh")],
)
def test_an_example_with_a_sample_of_the_readers_runs(text: str, promised: str) -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    (example,) = (one for one in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if text in one)
    sample = "source = \"fetch('http://a.example/')\"\n"
    assert promised in "\n".join(printed_by(sample + example))


CUT = "…"
"""Where a line of the page is cut: it is long."""


def steady(report: str) -> list[str]:
    """Return the lines that are the same in each run."""
    return [line for line in report.splitlines() if line.split()[0] not in {"time", "memory"}]


def test_the_demo_shows_what_the_program_prints() -> None:
    demo = re.search(r"```\n\$ stockade (.+)\n((?:.*\n)*?)```", README.read_text(encoding="utf-8"))
    assert demo is not None
    command = "import sys; from stockade.cli import main; sys.exit(main())"
    run = subprocess.run(
        [sys.executable, "-c", command, *demo[1].split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    shown, printed = steady(demo[2]), steady(run.stderr)
    assert len(shown) == len(printed)
    for line, whole in zip(shown, printed, strict=True):
        assert whole.startswith(line.removesuffix(CUT)) if line.endswith(CUT) else whole == line
