"""`stockade doctor`: how findings are told, and what they do to the exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from stockade.cli import main
from stockade.cli.tools import Tools
from stockade_policies import JailError, Policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, kw_only=True)
class Finding:
    wall: str
    holds: bool
    how: str = "open /etc/passwd"
    observed: str = "killed by SIGSYS"
    remedy: str | None = None
    waived: bool = False


@dataclass(frozen=True, kw_only=True)
class SelfAttack:
    holds: bool = True
    proofs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ms: float | None = None
    failure: str | None = None
    remedy: str | None = None


GOOD = Finding(wall="seccomp", holds=True)
BAD = Finding(
    wall="landlock", holds=False, observed="it opened", remedy="boot with lsm=landlock \x1b[2J"
)


PROVEN = SelfAttack(
    proofs={"open a file": {"root": "ENOENT", "seccomp": "SIGSYS"}, "fork": {"seccomp": "SIGSYS"}},
    ms=31.25,
)
PROVEN_LINES = [
    "self-attack  nothing got through, in 31.2 ms",
    "             open a file: root ENOENT, seccomp SIGSYS",
    "             fork: seccomp SIGSYS",
]
PIERCED = SelfAttack(
    holds=False, failure="fork: it got through \x1b[2J", remedy="update the kernel"
)


def doctor(findings: Sequence[Finding], *argv: str, attack: SelfAttack = PROVEN) -> int:
    tools = Tools(examine=lambda policy: findings, attack_self=lambda policy: attack)
    return main(["doctor", *argv], tools=tools)


def test_it_is_well_when_every_wall_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor([GOOD]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "    seccomp  holds: open /etc/passwd: killed by SIGSYS",
        *PROVEN_LINES,
        "    verdict  every required wall holds",
    ]


def test_one_fallen_wall_is_named_with_its_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor([GOOD, BAD]) == 6
    assert capsys.readouterr().err.splitlines() == [
        "    seccomp  holds: open /etc/passwd: killed by SIGSYS",
        "   landlock  DOES NOT HOLD: open /etc/passwd: it opened",
        "             remedy: boot with lsm=landlock \\x1b[2J",
        *PROVEN_LINES,
        "    verdict  this host cannot hold landlock: no guest code will run on it",
    ]


def test_a_waived_wall_is_named_and_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    waived = Finding(wall="root", holds=False, observed="the policy mine waives it", waived=True)
    assert doctor([GOOD, waived]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "    seccomp  holds: open /etc/passwd: killed by SIGSYS",
        "       root  the policy mine waives it",
        *PROVEN_LINES,
        "    verdict  every required wall holds; it does without root",
    ]


def test_something_that_got_through_is_a_failure_though_every_wall_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert doctor([GOOD], attack=PIERCED) == 6
    assert capsys.readouterr().err.splitlines() == [
        "    seccomp  holds: open /etc/passwd: killed by SIGSYS",
        "self-attack  FAILED: fork: it got through \\x1b[2J",
        "             remedy: update the kernel",
        "    verdict  no template will serve on this host: no guest code will run on it",
    ]
    assert doctor([GOOD], "--json", attack=PIERCED) == 6
    document = json.loads(capsys.readouterr().out)
    assert document["holds"] is False
    assert document["self_attack"] == {
        "holds": False,
        "ms": None,
        "trials": [],
        "failure": PIERCED.failure,
        "remedy": "update the kernel",
    }


def test_json_holds_every_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor([GOOD, BAD], "--json") == 6
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert document["holds"] is False
    assert document["findings"][0] == {
        "wall": "seccomp",
        "holds": True,
        "waived": False,
        "how": "open /etc/passwd",
        "observed": "killed by SIGSYS",
        "remedy": None,
    }
    assert document["self_attack"] == {
        "holds": True,
        "ms": 31.25,
        "trials": [
            {"name": "open a file", "answers": {"root": "ENOENT", "seccomp": "SIGSYS"}},
            {"name": "fork", "answers": {"seccomp": "SIGSYS"}},
        ],
        "failure": None,
        "remedy": None,
    }
    assert err == ""


def test_no_finding_is_no_proof(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor([]) == 6
    assert "nothing was examined" in capsys.readouterr().err


def test_the_policy_is_the_one_that_was_asked_for() -> None:
    asked: list[Policy] = []

    def examine(policy: Policy) -> Sequence[Finding]:
        asked.append(policy)
        return [GOOD]

    def attack_self(policy: Policy) -> SelfAttack:
        asked.append(policy)
        return PROVEN

    tools = Tools(examine=examine, attack_self=attack_self)
    assert main(["doctor", "--policy", "research"], tools=tools) == 0
    assert asked == [Policy.research()] * 2


def test_a_jail_that_cannot_be_built_is_told_and_gives_6(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def examine(policy: Policy) -> Sequence[Finding]:
        raise JailError("namespaces", 1, "unshare was refused", "allow user namespaces")

    assert main(["doctor"], tools=Tools(examine=examine)) == 6
    assert "allow user namespaces" in capsys.readouterr().err
