"""Which worlds are tried, and what is made of what was seen in them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.trace_events import EVENTS, folded

from stockade import Branch, Explored, InputError, Policy, RunResult, default_branches
from stockade.explore import MAX_BRANCHES, jobs, likeliest, merged
from stockade.results import MemoryStats, Outcome
from stockade.tracing import Trace

POLICY = Policy.research()
MEMORY = MemoryStats(heap_used_bytes=None, peak_rss_bytes=None, limit_bytes=2**26)
WHOLE = folded(EVENTS)


def explored(trace: Trace | None, persona: Any = "wsh", **answers: str) -> Explored:
    result = RunResult(outcome=Outcome.COMPLETED, kind="script", memory_stats=MEMORY, trace=trace)
    return Explored(branch=Branch(persona=persona, answers=answers), result=result)


def names(*branches: Branch) -> list[str]:
    return [branch.name for branch in branches]


def test_each_host_is_tried_before_any_is_tried_again() -> None:
    assert names(*default_branches()) == [
        *("wsh", "browser", "node"),
        *("wsh http=not_found", "browser http=not_found", "node http=not_found"),
        *("wsh http=error", "browser http=error", "node http=error"),
        *("wsh files=present", "node files=present"),
        *("wsh files=absent", "node files=absent"),
    ]


@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("new ActiveXObject('WScript.Shell')", "wsh"),
        ("document.write(navigator.userAgent)", "browser"),
        (b"require('child_process'); process.exit()\xff", "node"),
    ],
)
def test_the_host_that_the_source_has_words_of_comes_first(source: str | bytes, first: str) -> None:
    assert likeliest(source)[0] == default_branches(source)[0].persona == first


def test_a_caller_may_choose_hosts_and_answers() -> None:
    branches = default_branches(personas=["node"], answers=[{"http": "error"}, {}])
    assert names(*branches) == ["node http=error", "node"]


def test_a_branch_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(InputError, match=r"^persona = 'deno': must be one of"):
        Branch(persona="deno")  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(InputError, match=r"^answers.http = 'maybe'"):
        Branch(persona="wsh", answers={"http": "maybe"})


def test_a_branch_cannot_be_changed() -> None:
    given = {"http": "error"}
    branch = Branch(persona="wsh", answers=given)
    given["http"] = "success"
    assert branch.answers == {"http": "error"}
    with pytest.raises(TypeError):
        branch.answers["http"] = "success"  # type: ignore[index]  # the point of the test


def test_a_branch_answers_before_the_caller_does() -> None:
    branches = [Branch(persona="wsh"), Branch(persona="node", answers={"http": "error"})]
    given = {"answers": {"http": "not_found", "shell": "error"}, "kind": "script"}
    plan = jobs("1", POLICY, branches, given)  # type: ignore[arg-type]  # a plain dict
    assert [own.persona for _, own, _ in plan] == ["wsh", "node"]
    assert [more["answers"] for _, _, more in plan] == [
        {"http": "not_found", "shell": "error"},
        {"http": "error", "shell": "error"},
    ]
    assert {more["kind"] for _, _, more in plan} == {"script"}


@pytest.mark.parametrize(
    ("policy", "branches", "options", "match"),
    [
        (POLICY, [], {}, "^branches = 0: must be 1 to 100"),
        (POLICY, [Branch(persona="wsh")] * (MAX_BRANCHES + 1), {}, "^branches = 101"),
        (POLICY, ["wsh"], {}, r"^branches\[0\] = 'wsh': must be a Branch, as in"),
        (
            replace(POLICY, tracing=False),
            None,
            {},
            "^policy = 'research': must be one with tracing",
        ),
        (POLICY, None, {"persona": "wsh"}, "^persona = 'wsh': must be left to the branches"),
    ],
)
def test_what_can_not_be_explored_is_refused(
    policy: Policy, branches: Any, options: Any, match: str
) -> None:
    with pytest.raises(InputError, match=match):
        jobs("1", policy, branches, options)


def test_what_several_branches_did_is_there_once() -> None:
    effect = WHOLE.effects[0]
    other = replace(WHOLE, effects=(replace(effect, id=9), replace(effect, target="C:\\b")))
    behaviour = merged([explored(WHOLE), explored(None), explored(other)]).behaviour
    assert [(one.item.target, one.branches) for one in behaviour.effects] == [
        ("C:\\a.exe", (0, 2)),
        ("C:\\b", (2,)),
    ]
    assert [one.branches for one in behaviour.strings] == [(0, 2)]
    assert [one.branches for one in behaviour.artifacts] == [(0, 2)]
    assert [one.branches for one in behaviour.violations] == [(0, 2)]


def test_a_rule_is_one_however_it_was_broken() -> None:
    other = replace(WHOLE, violations=(replace(WHOLE.violations[0], evidence="11,941 times"),))
    behaviour = merged([explored(WHOLE), explored(other)]).behaviour
    assert [one.branches for one in behaviour.violations] == [(0, 1)]


def test_the_sample_is_no_code_that_it_made() -> None:
    behaviour = merged([explored(WHOLE)]).behaviour
    assert [one.item.id for one in behaviour.generations] == [1]


def test_what_only_one_branch_did_can_be_told() -> None:
    string = replace(WHOLE.strings[0], text="http://only.here/")
    second = replace(WHOLE, strings=(*WHOLE.strings, string))
    found = merged([explored(WHOLE), explored(second)])
    assert found.behaviour.only(0).strings == ()
    assert [one.item.text for one in found.behaviour.only(1).strings] == ["http://only.here/"]
    assert found.behaviour.only(1).effects == ()


def test_an_exploration_survives_json() -> None:
    plain = merged([explored(WHOLE, http="error"), explored(None)]).to_dict()
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert (plain["runs"][0]["branch"], plain["runs"][0]["persona"]) == ("wsh http=error", "wsh")
    assert plain["behaviour"]["effects"][0]["branches"] == [0]
    assert plain["behaviour"]["artifacts"][0]["item"]["content"] == "TVo="
