"""docs/threat-model.md names tests that exist, and each attack that is tried has its line."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from tests.breach.duals import ROWS
from tests.breach.row import line_of

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TESTS = Path(__file__).parents[1]
DOCS = TESTS.parent / "docs"
HONEST = "test_an_honest_stream_completes"  # no attack: it shows that the others can fail
PAGE = (DOCS / "threat-model.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z_/]+\.py)::(\w+)`", PAGE))


def functions_of(file: str) -> set[str]:
    """Return the names of the test functions in a file below tests/, without importing it."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    functions = (node for node in tree.body if isinstance(node, FUNCTIONS))
    return {node.name for node in functions if node.name.startswith("test_")}


def test_every_test_that_is_named_exists() -> None:
    assert len(NAMED) > 50
    assert [(file, name) for file, name in NAMED if name not in functions_of(file)] == []


def test_every_row_of_the_duals_has_its_line() -> None:
    lines = PAGE.splitlines()
    assert [row.attack for row in ROWS if line_of(row) not in lines] == []


def test_no_line_speaks_of_a_dual_that_is_gone() -> None:
    lines = [line for line in PAGE.splitlines() if "breach/test_duals.py::test_dual" in line]
    assert sorted(lines) == sorted(line_of(row) for row in ROWS)


@pytest.mark.parametrize("folder", ["breach", "peer"])
def test_every_test_of_an_owned_worker_is_named(folder: str) -> None:
    written = {
        (f"{folder}/{path.name}", name)
        for path in (TESTS / folder).glob("test_*.py")
        for name in functions_of(f"{folder}/{path.name}")
    }
    assert written
    assert written - NAMED == {("peer/test_streams_of_lies.py", HONEST)} & written


def test_every_line_of_a_table_names_a_test() -> None:
    """Assets are no attacks, and have none."""
    attacks = PAGE.split("\n## How it is tested\n")[1]
    lines = [line for line in attacks.splitlines() if line.startswith("| ")]
    assert len(lines) > len(ROWS)
    unproven = [line for line in lines if "::" not in line and not line.startswith("| attack |")]
    assert unproven == []


def test_it_can_be_found() -> None:
    for page in (DOCS / "architecture.md", TESTS.parent / "SECURITY.md"):
        assert "threat-model.md" in page.read_text(encoding="utf-8")
