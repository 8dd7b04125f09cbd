"""A supervisor takes no policy whose patterns RE2 refuses."""

from __future__ import annotations

import pytest

from stockade import Policy, PolicyError, Supervisor
from stockade.rules import check_rules


def rule(pattern: str) -> dict[str, str]:
    return {"id": "mine", "description": "for a test", "pattern": pattern}


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(", r"missing \): \("),
        ("a(?=b)", r"invalid perl operator: \(\?="),
        (r"(a)\1", r"invalid escape sequence: \\1"),
        (r"a{1001}", r"invalid repetition size: \{1001\}"),
        (r"(?:\pL{1,100}a){5}", "pattern too large"),
    ],
)
def test_pattern_that_re2_refuses_is_named_with_its_message(pattern: str, message: str) -> None:
    with pytest.raises(PolicyError, match=message) as caught:
        Supervisor(Policy.production(custom_security_rules=[rule(pattern)]))
    assert (caught.value.field, caught.value.value) == (
        "custom_security_rules.mine.pattern",
        pattern,
    )


def test_blocked_pattern_that_re2_refuses_is_named_by_its_number() -> None:
    with pytest.raises(PolicyError, match=r"^blocked_patterns\[2\] = '\['"):
        check_rules(Policy.production(blocked_patterns=["a", "["]))


def test_all_that_fits_a_policy_of_globs_is_taken() -> None:
    check_rules(Policy.production(allowed_apis=[f"console.*a{number}.*" for number in range(1000)]))


def test_presets_are_taken() -> None:
    for policy in (Policy.production(), Policy.research(), Policy.development()):
        check_rules(policy)
