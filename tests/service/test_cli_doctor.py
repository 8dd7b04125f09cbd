"""`stockade doctor`: how findings are told, and what they do to the exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from stockade.cli import main
from stockade.cli.tools import Tools
from stockade_policies import JailError, Policy

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True)
class Finding:
    wall: str
    holds: bool
    how: str = "open /etc/passwd"
    observed: str = "killed by SIGSYS"
    remedy: str | None = None
    waived: bool = False


GOOD = Finding(wall="seccomp", holds=True)
BAD = Finding(
    wall="landlock", holds=False, observed="it opened", remedy="boot with lsm=landlock \x1b[2J"
)


def doctor(findings: Sequence[Finding], *argv: str) -> int:
    return main(["doctor", *argv], tools=Tools(examine=lambda policy: findings))


def test_it_is_well_when_every_wall_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor([GOOD]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "seccomp  holds: open /etc/passwd: killed by SIGSYS",
        "verdict  every required wall holds",
    ]


def test_one_fallen_wall_is_named_with_its_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor([GOOD, BAD]) == 6
    assert capsys.readouterr().err.splitlines() == [
        " seccomp  holds: open /etc/passwd: killed by SIGSYS",
        "landlock  DOES NOT HOLD: open /etc/passwd: it opened",
        "          remedy: boot with lsm=landlock \\x1b[2J",
        " verdict  this host cannot hold landlock: no guest code will run on it",
    ]


def test_a_waived_wall_is_named_and_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    waived = Finding(wall="root", holds=False, observed="the policy mine waives it", waived=True)
    assert doctor([GOOD, waived]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "seccomp  holds: open /etc/passwd: killed by SIGSYS",
        "   root  the policy mine waives it",
        "verdict  every required wall holds; it does without root",
    ]


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
    assert err == ""


def test_no_finding_is_no_proof(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor([]) == 6
    assert "nothing was examined" in capsys.readouterr().err


def test_the_policy_is_the_one_that_was_asked_for() -> None:
    asked: list[Policy] = []

    def examine(policy: Policy) -> Sequence[Finding]:
        asked.append(policy)
        return [GOOD]

    assert main(["doctor", "--policy", "research"], tools=Tools(examine=examine)) == 0
    assert asked == [Policy.research()]


def test_a_jail_that_cannot_be_built_is_told_and_gives_6(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def examine(policy: Policy) -> Sequence[Finding]:
        raise JailError("namespaces", 1, "unshare was refused", "allow user namespaces")

    assert main(["doctor"], tools=Tools(examine=examine)) == 6
    assert "allow user namespaces" in capsys.readouterr().err
