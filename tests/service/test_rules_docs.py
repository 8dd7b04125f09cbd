"""docs/rules.md says what the code does: every detection, every bound, examples that run."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from stockade.rules import check_rules
from stockade_policies import DETECTIONS, Policy
from stockade_policies.rules import MAX_PATTERN_CHARS, MAX_RULES, RULE_SUBJECTS, SEVERITIES
from stockade_worker.tracer.rules import Rulebook, Watch
from stockade_worker.tracer.violations import Violation

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")


def example(language: str) -> str:
    match = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert match
    return match[1]


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    path = tmp_path / "triage.toml"
    path.write_text(example("toml"), encoding="utf-8")
    return Policy.load(path)


def test_table_has_each_detection_with_its_severity() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", PAGE, re.MULTILINE)
    assert dict(rows) == {name: found.severity for name, found in DETECTIONS.items()}
    assert len(rows) == len(DETECTIONS)


def test_page_names_every_word_and_bound() -> None:
    for word in (*RULE_SUBJECTS, *SEVERITIES):
        assert f"`{word}`" in PAGE
    assert f"1 to {MAX_PATTERN_CHARS} characters" in PAGE
    assert f"may be {MAX_RULES} rules together" in PAGE


def test_toml_example_is_taken(policy: Policy) -> None:
    check_rules(policy)
    assert [rule.id for rule in policy.custom_security_rules] == ["hidden-powershell", "asks-wmi"]


@pytest.mark.parametrize(
    ("effect", "rule"),
    [
        ("process run PowerShell.exe -w hidden -enc AAAA", "hidden-powershell"),
        ("process query SELECT * FROM Win32_Process", "asks-wmi"),
    ],
)
def test_rules_of_the_toml_example_match_what_they_are_for(
    policy: Policy, effect: str, rule: str
) -> None:
    told: list[str] = []

    def tell(violation: Violation) -> bool:
        told.append(violation.finding.rule)
        return True

    Watch(Rulebook.of(policy), tell).on_effect(effect)
    assert told == [rule]


def test_python_example_prints_what_it_says() -> None:
    code = example("python")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(code, {})
    first, *violations = out.getvalue().splitlines()
    assert f"# {first}\n" in code
    assert any(line.startswith("blocked-pattern-1 high 1 1 ") for line in violations)
