"""Rules and detections in whole runs: what is told, and what ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.trace.running import supervising, told, trace_of

from stockade import Outcome, RunResult, Supervisor
from stockade.tracing import Violation


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with supervising() as made:
        yield made


def found(supervisor: Supervisor, source: str, rule: str) -> list[Violation]:
    return [one for one in trace_of(supervisor, source).violations if one.rule == rule]


def evidence(supervisor: Supervisor, source: str, rule: str) -> list[str]:
    return [one.evidence for one in found(supervisor, source, rule)]


def blocked(result: RunResult, rule: str) -> Violation:
    assert (result.outcome, result.cause) == (Outcome.BLOCKED, f"rule {rule}")
    (violation,) = (one for one in told(result).violations if one.rule == rule)
    assert violation.action == "block"
    return violation


# -- rules -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def strict(outlives_tests: None) -> Iterator[Supervisor]:
    rules = [
        {"id": "downloads", "description": "x", "pattern": "^network .*evil", "action": "block"},
        {"id": "noted", "description": "x", "pattern": "noted", "subjects": ["generation"]},
    ]
    with supervising(
        persona="browser", blocked_patterns=["coin" + "hive"], custom_security_rules=rules
    ) as made:
        yield made


def test_source_in_which_a_blocked_pattern_matches_never_runs(strict: Supervisor) -> None:
    result = strict.run("console.log('ran'); x = 'coinhive'")
    violation = blocked(result, "blocked-pattern-1")
    assert (violation.subject, violation.line, violation.column) == ("source", 1, 26)
    assert not result.console


def test_code_that_is_put_together_is_matched_before_it_runs(strict: Supervisor) -> None:
    source = (
        "try { eval('console.log(\"coin' + 'hive\")') } catch (e) {} finally { console.log(1) }"
    )
    result = strict.run(source)
    violation = blocked(result, "blocked-pattern-1")
    assert (violation.subject, violation.generation) == ("generation", 1)
    assert not result.console


def test_effect_ends_the_run_and_is_told(strict: Supervisor) -> None:
    result = strict.run("fetch('https://evil.test/'); console.log('after')")
    assert blocked(result, "downloads").subject == "effect"
    assert any("evil.test" in effect.target for effect in result.side_effects)
    assert not result.console


def test_rule_that_logs_lets_the_run_go_on(strict: Supervisor) -> None:
    (violation,) = found(strict, "'noted'; eval('1; \"noted\"')", "noted")
    assert (violation.generation, violation.line, violation.column) == (1, 1, 5)


def test_use_of_an_api_that_is_not_allowed_ends_the_run(outlives_tests: None) -> None:
    with supervising(persona="browser", allowed_apis=["console.*"], api_action="block") as strict:
        assert strict.run("console.log(1)").outcome is Outcome.COMPLETED
        violation = blocked(strict.run("fetch('https://x.test/')"), "api-not-allowed")
        assert violation.evidence == "fetch"


# -- detections ------------------------------------------------------------------------------------


def test_what_stays_on_prototypes_is_told_at_the_end(supervisor: Supervisor) -> None:
    source = "const o = Object, p = 'prototype'; o[p].isAdmin = true; Array[p].mine = 1"
    assert evidence(supervisor, source, "prototype-pollution") == ["added Object.prototype.isAdmin"]
    assert evidence(supervisor, source, "global-tampering") == ["added Array.prototype.mine"]


def test_builtins_that_are_no_longer_there_are_told(supervisor: Supervisor) -> None:
    source = """
        const p = 'prototype', O = Object;
        Array[p].push = () => 0; delete String[p].split; O.freeze(Function[p]);
        O.defineProperty(Date, 'now', {get: () => 0});
    """
    assert sorted(evidence(supervisor, source, "global-tampering")) == [
        "frozen Function.prototype",
        "removed String.prototype.split",
        "replaced Array.prototype.push",
        "replaced Date.now",
    ]


def test_looking_at_builtins_runs_no_guest_code(supervisor: Supervisor) -> None:
    source = """
        const own = Object.getOwnPropertyNames(Array.prototype);
        for (const key of own) if (key !== 'length' && key !== 'constructor')
            Object.defineProperty(Array.prototype, key, {get() { console.log(key); return 1 }});
        Object.prototype.toJSON = () => { console.log('toJSON') };
        Object.defineProperty(Object.prototype, 'value', {get() { console.log('value') }});
        0
    """
    result = supervisor.run(source)
    assert (result.outcome, result.console) == (Outcome.COMPLETED, ())
    assert any(one.rule == "global-tampering" for one in told(result).violations)


def test_run_that_leaves_builtins_alone_is_clean(supervisor: Supervisor) -> None:
    assert not trace_of(supervisor, "[1, 2].map((x) => x + 1).join()").violations


@pytest.mark.parametrize("persona", ["browser", "node", "wsh"])
def test_no_persona_tampers_with_builtins_itself(persona: str, outlives_tests: None) -> None:
    with supervising(persona=persona, allowed_apis=["*"]) as supervisor:
        assert not trace_of(supervisor, "var a = 1; a + 1").violations


def test_undefined_name_that_is_caught_is_a_trap(supervisor: Supervisor) -> None:
    source = "try { qwerty() } catch (e) {}\ntry { document } catch (e) {}"
    (violation,) = found(supervisor, source, "environment-check")
    assert (violation.subject, violation.line) == ("behaviour", 1)


def test_exceptions_that_lead_from_step_to_step_waste_time(supervisor: Supervisor) -> None:
    source = "for (let i = 0; i < 10000; i++) try { throw i } catch (e) { e }"
    assert len(found(supervisor, source, "time-waster")) == 2


def test_source_of_a_function_that_is_asked_for_in_any_way_is_told(supervisor: Supervisor) -> None:
    source = "const f = (x) => x; let s = f + '';\ns = [String].map(String)"
    places = [(one.line, one.subject) for one in found(supervisor, source, "tostring-check")]
    assert places == [(1, "behaviour"), (2, "behaviour")]


def test_text_that_ends_a_function_early_is_told(supervisor: Supervisor) -> None:
    source = "try { Function('}, 1, {') } catch (e) {}; (async () => {}).constructor('return 1')"
    assert found(supervisor, source, "function-argument-injection")
    made = found(supervisor, source, "constructor-manipulation")
    assert "generation" in {one.subject for one in made}


def test_generation_is_looked_through_too(supervisor: Supervisor) -> None:
    (violation,) = found(supervisor, "eval('1;\\n debug' + 'ger')", "debugger-trap")
    assert (violation.generation, violation.line, violation.column) == (1, 2, 2)


def test_function_body_has_its_own_positions(supervisor: Supervisor) -> None:
    (violation,) = found(supervisor, "var é = 'é'; debugger; return 1", "debugger-trap")
    assert (violation.line, violation.column) == (1, 14)


def test_memory_that_ran_out_is_told(supervisor: Supervisor) -> None:
    result = supervisor.run("const a = []; while (true) a[a.length] = new Array(9999).fill(0)")
    assert result.outcome is Outcome.LIMIT
    assert result.trace is not None
    rules = [(one.rule, one.subject) for one in result.trace.violations]
    assert ("memory-exhaustion", "behaviour") in rules


def test_reading_much_of_the_host_is_fingerprinting(outlives_tests: None) -> None:
    names = "userAgent platform language languages hardwareConcurrency vendor appName appVersion"
    more = "deviceMemory maxTouchPoints cookieEnabled doNotTrack product productSub"
    source = f"for (const name of '{names} {more}'.split(' ')) navigator[name]"
    with supervising(persona="browser", allowed_apis=["*"]) as supervisor:
        assert len(found(supervisor, source, "environment-fingerprinting")) == 1
        assert not found(supervisor, "navigator.userAgent", "environment-fingerprinting")


def test_detections_can_be_switched_off(outlives_tests: None) -> None:
    with supervising(detections=False) as supervisor:
        source = "debugger; Object.prototype.x = 1; try { qwerty } catch (e) { '' + eval }"
        assert not trace_of(supervisor, source).violations
