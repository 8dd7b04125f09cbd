"""Rules of a policy: what they may say, and how globs of APIs are read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from stockade_policies import API_NOT_ALLOWED, DETECTIONS, Policy, PolicyError, Rule
from stockade_policies.rules import SEVERITIES, globs_pattern


def table(**given: Any) -> dict[str, Any]:
    return {"id": "wmi", "description": "asks WMI", "pattern": "(?i)winmgmts", **given}


def refusal(**given: Any) -> str:
    with pytest.raises(PolicyError) as caught:
        Policy.production(**given)
    return str(caught.value)


def test_rule_is_read_from_a_toml_file(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        "[policy]\nname = \"own\"\nblocked_patterns = ['coin\\.js']\n"
        '[[policy.custom_security_rules]]\nid = "wmi"\ndescription = "asks WMI"\n'
        'pattern = \'(?i)winmgmts\'\naction = "warn"\nsubjects = ["effect", "api"]\n',
        encoding="utf-8",
    )
    policy = Policy.load(path)
    assert policy.blocked_patterns == (r"coin\.js",)
    (rule,) = policy.custom_security_rules
    assert rule == Rule(**table(action="warn", subjects=("api", "effect")))


def test_blocked_patterns_are_rules_that_block_code() -> None:
    first, second = Policy.production(blocked_patterns=["a", "b"]).rules
    assert (first.id, second.id) == ("blocked-pattern-1", "blocked-pattern-2")
    assert (second.pattern, second.action, second.severity) == ("b", "block", "high")
    assert second.subjects == ("source", "generation")


def test_ids_that_may_end_a_run_are_those_that_block() -> None:
    rules = [table(id="quiet"), table(id="hard", action="block")]
    policy = Policy.production(custom_security_rules=rules, blocked_patterns=["x"])
    assert policy.blocking_ids == {"hard", "blocked-pattern-1"}
    assert Policy.production(api_action="block").blocking_ids == {API_NOT_ALLOWED}
    assert not Policy.production(api_action="warn").blocking_ids


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"id": "A"}, "custom_security_rules.id = 'A': must be an id that matches"),
        ({"id": None}, "custom_security_rules.id = None: must be an id that matches"),
        ({"id": "redos"}, "id = 'redos': must be another one: this is one of our own"),
        ({"id": API_NOT_ALLOWED}, "must be another one: this is one of our own"),
        ({"id": "blocked-pattern-1"}, "must be without blocked-pattern- at its beginning"),
        ({"description": ""}, "custom_security_rules.wmi.description = '': must be text of 1 to"),
        ({"pattern": ""}, "custom_security_rules.wmi.pattern = '': must be an RE2 expression of"),
        ({"pattern": "a" * 2001}, "must be an RE2 expression of 1 to 2000 characters"),
        ({"pattern": b"a"}, "custom_security_rules.wmi.pattern = b'a': must be an RE2 expression"),
        ({"pattern": "\ud800"}, "must be text without lone surrogates"),
        ({"action": "stop"}, "wmi.action = 'stop': must be one of log, warn, block"),
        ({"severity": "bad"}, "must be one of info, low, medium, high, critical"),
        ({"subjects": []}, "must be a list of source, generation, api, effect"),
        ({"subjects": ["behaviour"]}, "must be made of source, generation, api, effect"),
        ({"colour": 1}, "custom_security_rules.colour = 1: must be a key of a rule: one of id,"),
    ],
)
def test_bad_rule_is_refused_by_name(given: dict[str, Any], message: str) -> None:
    assert message in refusal(custom_security_rules=[table(**given)])


@pytest.mark.parametrize("name", ["id", "description", "pattern"])
def test_rule_without_what_it_needs_is_refused(name: str) -> None:
    rule = table()
    del rule[name]
    place = "custom_security_rules" if name == "id" else f"custom_security_rules.{table()['id']}"
    expected = f"{place}.{name} = None: must be given"
    assert refusal(custom_security_rules=[rule]) == expected


def test_two_rules_of_one_id_are_refused() -> None:
    assert "'wmi': must be there only once" in refusal(custom_security_rules=[table(), table()])


def test_more_rules_than_can_be_matched_are_refused() -> None:
    assert "at most 200 RE2" in refusal(blocked_patterns=["a"] * 201)
    rules = [table(id=f"r{number}") for number in range(200)]
    assert len(Policy.production(custom_security_rules=rules).rules) == 200
    together = refusal(custom_security_rules=rules, blocked_patterns=["a"])
    assert together.endswith("201: must be at most 200 together with blocked_patterns")


@pytest.mark.parametrize(
    "given",
    [
        {"blocked_patterns": ["a"]},
        {"custom_security_rules": [table()]},
        {"api_action": "block"},
    ],
)
def test_rules_without_tracing_are_refused(given: dict[str, Any]) -> None:
    assert "tracing = False: must be true where there are rules" in refusal(tracing=False, **given)


def test_detections_and_a_warning_need_no_tracing() -> None:
    Policy.production(tracing=False, api_action="warn", detections=True)


def test_rules_survive_the_way_to_the_worker() -> None:
    rules = [table(subjects=["api"], action="block", severity="low")]
    policy = Policy.production(custom_security_rules=rules, blocked_patterns=["x"])
    assert Policy.from_plain(policy.to_plain()) == policy
    assert len({policy: 1, Policy.from_plain(policy.to_plain()): 2}) == 1


def test_every_detection_has_a_severity_and_a_meaning() -> None:
    for name, detection in DETECTIONS.items():
        assert re.fullmatch(r"[a-z][a-z-]+", name)
        assert detection.severity in SEVERITIES
        assert detection.meaning


@pytest.mark.parametrize(
    ("glob", "matching", "other"),
    [
        ("console.log", ["console.log"], ["console.logs", "xconsole.log", "consolexlog", ""]),
        ("console.*", ["console.log", "console.a.b"], ["console", "consoles.log", "console."]),
        ("*", ["fetch", "a.b.c"], [""]),
        ("*.log", ["console.log"], ["log", "a.b.log"]),
        ("get*.*Element", ["getX.anElement", "get.Element"], ["get.x.Element", "getX.Elements"]),
        ("$.a$", ["$.a$"], ["$.a", "a"]),
        ("Math.*.x", ["Math.y.x"], ["Math.y.z.x"]),
    ],
)
def test_star_stands_for_a_part_and_at_the_end_for_all_that_follows(
    glob: str, matching: list[str], other: list[str]
) -> None:
    pattern = re.compile(globs_pattern(("never", glob)))  # what it says, it says to `re` as well
    assert all(pattern.fullmatch(path) for path in matching)
    assert not any(pattern.fullmatch(path) for path in other)
