"""The rules of a policy, matched on code, API uses and effects."""

from __future__ import annotations

from typing import Any

import pytest

from stockade_policies import API_NOT_ALLOWED, Policy
from stockade_policies.errors import PolicyError
from stockade_worker.tracer.generations import Generation, digest_of
from stockade_worker.tracer.rules import Rulebook, Watch
from stockade_worker.tracer.violations import EVIDENCE_CHARS, MAX_PER_RULE, Tell, Violation

ALLOWED = ("*",)


def rule(pattern: str, **given: Any) -> dict[str, Any]:
    return {"id": "mine", "description": "for a test", "pattern": pattern, **given}


def into(told: list[Violation]) -> Tell:
    def tell(one: Violation) -> bool:
        told.append(one)
        return True

    return tell


def watching(told: list[Violation], *rules: dict[str, Any], **fields: Any) -> Watch:
    fields.setdefault("allowed_apis", ALLOWED)
    policy = Policy.production(custom_security_rules=rules, **fields)
    return Watch(Rulebook.of(policy), into(told))


def generation(text: str, *, number: int = 0, is_told: bool = True) -> Generation:
    raw = text.encode()
    origin = "eval" if number else "sample"
    digest = digest_of(raw).hex()
    made = Generation(number, -1, origin, 0, 0, raw, digest, function_base=0, site_base=0)
    made.is_told = is_told
    return made


def shown(watch: Watch, code: Generation) -> bool:
    is_blocked = watch.on_code(code.text, code.origin, code)
    watch.on_told(code)
    return is_blocked


def test_match_in_code_is_told_with_line_and_column_in_code_points() -> None:
    told: list[Violation] = []
    watch = watching(told, rule("evil", severity="low", action="warn"))
    assert not shown(watch, generation("// ü\nlet é = '€'; evil(1); evil(2)"))
    (violation,) = told
    assert (violation.id, violation.spot, violation.times) == (0, (0, 2, 14), 2)
    finding = violation.finding
    assert (finding.rule, finding.subject, finding.action) == ("mine", "source", "warn")
    assert (finding.severity, finding.message) == ("low", "for a test")
    assert finding.evidence == "// ü let é = '€'; evil(1); evil(2)"


def test_match_is_told_only_after_its_code() -> None:
    told: list[Violation] = []
    watch, code = watching(told, rule("evil")), generation("evil", is_told=False)
    watch.on_code(code.text, code.origin, code)
    assert not told
    watch.on_told(code)  # there was no room for it
    assert told[0].spot == (-1, 0, 0)


def test_blocking_rule_says_so_with_its_id() -> None:
    told: list[Violation] = []
    watch = watching(told, rule("x"), blocked_patterns=[r"coin\w+"])
    assert not shown(watch, generation("x"))
    assert shown(watch, generation("coinhive", number=1))
    assert watch.blocked == "blocked-pattern-1"
    assert told[-1].finding.subject == "generation"


def test_code_without_room_in_the_trace_is_looked_at_too() -> None:
    told: list[Violation] = []
    watch = watching(told, blocked_patterns=["coinhive"])
    assert watch.on_code(b"coinhive", "eval")
    assert told[0].spot == (-1, 0, 0)


def test_rule_looks_only_at_its_subjects() -> None:
    told: list[Violation] = []
    watch = watching(told, rule("fetch", subjects=["api"], action="block"))
    assert not shown(watch, generation("fetch()"))
    assert not watch.on_effect("network fetch http://x.test/")
    assert watch.on_use("fetch", "call", (0, 1, 1))
    (violation,) = told
    assert (violation.finding.subject, violation.finding.evidence) == ("api", "fetch")
    assert violation.spot == (0, 1, 1)


def test_rule_sees_an_effect_as_one_line() -> None:
    told: list[Violation] = []
    watch = watching(told, rule("^process run .*powershell.* hidden=true$", subjects=["effect"]))
    watch.on_effect("process run powershell -enc AAAA hidden=true", (0, 3, 7))
    assert told[0].spot == (0, 3, 7)


def test_same_rule_at_the_same_place_is_told_again_only_with_its_times() -> None:
    told: list[Violation] = []
    watch = watching(told, rule("http"))
    for number in range(1000):
        watch.on_effect(f"network request http://{number}.test/", (0, 3, 7))
    assert [one.id for one in told] == [0]
    watch.violations.tell_grown()
    watch.violations.tell_grown()
    assert [(one.id, one.times) for one in told] == [(0, 1000), (0, 1000)]


def test_flood_of_one_rule_leaves_room_for_others() -> None:
    told: list[Violation] = []
    rules = [rule("a", id=f"r{number}") for number in range(100)]
    watch = watching(told, rule("other"), *rules)
    for line in range(200):
        watch.on_effect("a", (0, line, 1))
    watch.on_effect("other", (0, 1, 1))
    assert told[-1].finding.rule == "mine"
    assert len(told) <= 1000
    assert watch.violations.dropped == 200 * 100 + 1 - len(told)


def test_one_rule_has_only_so_many_places() -> None:
    told: list[Violation] = []
    watch = watching(told, rule("a"))
    for line in range(200):
        watch.on_effect("a", (0, line, 1))
    assert len(told) == MAX_PER_RULE


def test_what_the_trace_has_no_room_for_is_counted() -> None:
    watch = Watch(Rulebook.of(Policy.production(blocked_patterns=["a"])), lambda _: False)
    watch.on_code(b"a", "eval")
    assert (watch.violations.dropped, watch.blocked) == (1, "blocked-pattern-1")


@pytest.mark.parametrize(("action", "ends"), [("log", False), ("warn", False), ("block", True)])
def test_use_of_an_api_that_is_not_allowed_gets_the_action(action: str, *, ends: bool) -> None:
    told: list[Violation] = []
    watch = watching(told, allowed_apis=["console.*"], api_action=action)
    assert not watch.on_use("console.log", "call")
    assert watch.on_use("fetch", "call", (0, 1, 1)) is ends
    (violation,) = told
    finding = violation.finding
    assert (finding.rule, finding.severity) == (API_NOT_ALLOWED, "low")
    assert (finding.action, finding.evidence) == (action, "fetch")
    assert watch.blocked == (API_NOT_ALLOWED if ends else None)


def test_only_wsh_takes_capitals_for_small_letters() -> None:
    def is_allowed(persona: str, path: str) -> bool:
        policy = Policy.production(allowed_apis=["a", "WScript.*"], persona=persona)
        return Rulebook.of(policy).is_allowed(path)

    assert is_allowed("wsh", "wscript.ECHO")
    assert not is_allowed("node", "wscript.ECHO")
    assert is_allowed("node", "WScript.Echo")


def test_no_api_is_allowed_without_a_list() -> None:
    assert not Rulebook.of(Policy.production()).is_allowed("console.log")


def test_evidence_of_a_long_match_is_short_and_on_one_line() -> None:
    told: list[Violation] = []
    watch = watching(told, rule(r"(?s)evil.*"))
    shown(watch, generation("€\n" * 500 + "evil" + " €\n" * 100_000))
    evidence = told[0].finding.evidence
    assert len(evidence) <= EVIDENCE_CHARS
    assert "evil" in evidence
    assert "\n" not in evidence


def test_text_that_is_no_unicode_is_matched_too() -> None:
    told: list[Violation] = []
    watch = watching(told, rule("evil"))
    watch.on_effect("file write \ud800 evil", (0, 1, 1))
    shown(watch, generation("x"))
    watch.on_code(b"'\xed\xa0\x80\0'; evil", "eval")
    assert [one.finding.subject for one in told] == ["effect", "generation"]
    "".join(one.finding.evidence for one in told).encode()


def test_nothing_is_matched_when_the_time_is_up() -> None:
    told: list[Violation] = []
    rulebook = Rulebook.of(Policy.production(blocked_patterns=["a"]))
    watch = Watch(rulebook, into(told), is_late=lambda: True)
    assert not watch.on_code(b"a", "eval")
    assert not told


def test_pattern_that_re2_refuses_is_refused_by_the_worker_too() -> None:
    with pytest.raises(PolicyError, match=r"invalid perl operator"):
        Rulebook.of(Policy.production(blocked_patterns=["(?<=a)b"]))
