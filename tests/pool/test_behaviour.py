"""What a sample did to its make-believe host, from the guest to the result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from stockade import Policy, PoolLimits, Supervisor
from stockade_policies.rules import Rule

RULE = Rule(
    id="calls-home", description="it calls home", pattern=r"home[.]example", action="block",
    severity="critical", subjects=("effect",),
)  # fmt: skip
POLICY = Policy.research(persona="browser", custom_security_rules=[RULE])

EXTREMES = {
    "a target without end": "fetch('http://a.example/' + 'x'.repeat(5e6))",
    "a body without end": "fetch('http://a.example/', {method: 'POST', body: 'x'.repeat(4e6)})",
    "headers that are alike but at their ends": (
        "const h = {}; for (let i = 0; i < 100; i++) h['x'.repeat(200) + i] = 'y'.repeat(9000);"
        "fetch('http://a.example/', {headers: h})"
    ),
    "lone surrogates": (
        "localStorage.setItem('\\ud800', '\\udfff'); document.title = '\\ud800';"
        "navigator.sendBeacon('http://a.example/\\ud800', '\\udc00')"
    ),
    "requests without end": (
        "for (let i = 0; i < 2000; i++)"
        " fetch('http://a.example/' + i, {method: 'POST', body: '' + i})"
    ),
    "control characters": "fetch('http://a.example/\\x1b[2J\\n\\0'); new URL('http://\\x7f/')",
}


@pytest.fixture(scope="module")
def supervisor(outlives_tests: None) -> Iterator[Supervisor]:
    with Supervisor(POLICY, pool=PoolLimits(workers=1, spares=1)) as running:
        yield running


def test_a_request_is_told_with_what_was_sent(supervisor: Supervisor) -> None:
    result = supervisor.run("fetch('http://a.example/in', {method: 'POST', body: 'user=anna'}); 1")
    (effect,) = result.side_effects
    assert (effect.kind, effect.operation, effect.target) == (
        *("network", "POST", "http://a.example/in"),
    )
    assert (effect.generation, effect.line) == (0, 1)
    assert result.trace is not None
    (sent,) = [one for one in result.trace.artifacts if one.id == effect.artifact]
    assert sent.content == b"user=anna"
    assert sent.sha256 == hashlib.sha256(sent.content).hexdigest()


def test_apis_are_told_with_their_first_place(supervisor: Supervisor) -> None:
    result = supervisor.run("\n navigator.userAgent; navigator.userAgent")
    assert result.trace is not None
    (api,) = [one for one in result.trace.apis if one.path == "navigator.userAgent"]
    assert (api.use, api.count, api.generation, api.line) == ("get", 2, 0, 2)
    assert api.first_return is not None
    assert "Mozilla" in api.first_return


def test_the_world_answers_as_the_job_says(supervisor: Supervisor) -> None:
    source = "fetch('http://a.example/').then((r) => r.status, (e) => e.name)"
    ended = [
        supervisor.run(f"{source}.then(console.log)", answers={"http": answer}).console[0].text
        for answer in ("success", "not_found", "error")
    ]
    assert ended == ["200", "404", "TypeError"]


def test_the_host_is_who_the_job_says(supervisor: Supervisor) -> None:
    given = {"user_agent": "Mozilla/5.0 (é)", "screen_width": 801}
    result = supervisor.run("[navigator.userAgent, screen.width]", profile=given)
    assert result.value == ["Mozilla/5.0 (é)", 801]


def test_a_rule_that_blocks_ends_the_run_and_the_rest_is_kept(supervisor: Supervisor) -> None:
    result = supervisor.run("fetch('http://home.example/'); fetch('http://later.example/')")
    assert (result.outcome, result.cause) == ("blocked", "rule calls-home")
    assert result.security_violations[0].rule == "calls-home"
    assert [effect.target for effect in result.side_effects] == ["http://home.example/"]
    assert result.trace is not None
    assert result.trace.complete


@pytest.mark.parametrize("source", EXTREMES.values(), ids=EXTREMES.keys())
def test_nothing_that_a_guest_does_makes_its_worker_a_liar(
    supervisor: Supervisor, source: str
) -> None:
    result = supervisor.run(f"try {{ {source} }} catch (e) {{ console.log(String(e)) }} 1")
    assert result.outcome in ("completed", "threw")
    assert result.trace is not None
    assert result.trace.complete


def test_more_side_effects_than_the_policy_keeps_are_counted(supervisor: Supervisor) -> None:
    source = "for (let i = 0; i < 50; i++) fetch('http://a.example/' + i); 1"
    result = supervisor.run(source, overrides={"trace_effects": 10})
    assert 0 < len(result.side_effects) <= 10
    assert result.trace is not None
    assert result.trace.dropped["effect"] == 50 - len(result.side_effects)


def test_a_content_beyond_the_policys_bytes_is_cut(supervisor: Supervisor) -> None:
    source = "fetch('http://a.example/', {method: 'POST', body: 'x'.repeat(5000)}); 1"
    result = supervisor.run(source, overrides={"artifact_bytes": 1000})
    assert result.trace is not None
    (sent,) = result.trace.artifacts
    assert (sent.cut, sent.size, len(sent.content)) == (True, 5000, 1000)
    assert sent.sha256 == hashlib.sha256(b"x" * 5000).hexdigest()
