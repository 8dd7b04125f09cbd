"""The self-attack: on this host, and on hosts where a system call is missing or does nothing."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import textwrap
from typing import Any

import pytest

from stockade import doctor
from stockade.cli import main
from stockade.doctor import Finding, examine
from stockade.spawner import Program
from stockade_policies import Policy, Wall

JAIL = [wall for wall in Wall if wall not in {Wall.CEILINGS, Wall.ENGINE}]

# What the kernel or the engine must be seen to do, for each wall.
SEEN = {
    Wall.PROCESS: ["find a descriptor: only its two pipes", "environment: it is empty", "SIGKILL"],
    Wall.NAMESPACES: ["every other process: ESRCH", "is up: none", "127.0.0.1: ENETUNREACH"],
    Wall.ROOT: ["/etc/passwd", "ENOENT", "climb out through ..: an empty", "make a file: EROFS"],
    Wall.PRIVILEGES: ["mount a file system", "EPERM", "no set has one", "no_new_privs is set"],
    Wall.LANDLOCK: ["list the root", "EACCES"],
    Wall.RLIMITS: ["descriptor: EMFILE", "fork: EAGAIN", "ENOMEM", "EFBIG", "SIGXCPU is due"],
    Wall.SECCOMP: ["open a socket, fork, run a program, trace", "killed by SIGSYS"],
    Wall.CEILINGS: ["cpu limit (psutil)", "memory limit (psutil)", "wall limit (timer)"],
    Wall.ENGINE: ["cpu limit (engine)", "memory limit (engine)", "RangeError"],
}

# The first of these does nothing, and says that it has: the wall is up as far as anyone can tell.
# The others are needed so that the jail can be built after that.
FAKED = {
    Wall.PROCESS: (["close_range"], "find a descriptor: found"),
    Wall.ROOT: (["pivot_root", "mount", "umount2"], "open /etc/passwd"),
    Wall.PRIVILEGES: (["capset"], "find a capability: it has"),
    Wall.LANDLOCK: (["landlock_restrict_self"], "list the root: opened"),
    Wall.RLIMITS: (["prlimit64"], "open a descriptor: opened"),
    Wall.SECCOMP: (["seccomp"], "EMFILE, not SIGSYS"),
}


@pytest.fixture(scope="module")
def here() -> dict[str, Finding]:
    return {finding.wall: finding for finding in examine(Policy.production())}


def test_there_is_a_finding_for_every_wall_in_building_order(here: dict[str, Finding]) -> None:
    assert list(here) == [wall.value for wall in Wall]


@pytest.mark.parametrize("wall", Wall)
def test_a_wall_holds_by_what_it_was_seen_to_do(here: dict[str, Finding], wall: Wall) -> None:
    finding = here[wall]
    assert finding.holds, finding
    assert finding.remedy is None
    assert finding.how
    for words in SEEN[wall]:
        assert words in finding.observed


@pytest.mark.parametrize("wall", JAIL)
def test_the_walls_that_were_lifted_are_named(here: dict[str, Finding], wall: Wall) -> None:
    lifted = {Wall.LANDLOCK, Wall.RLIMITS, Wall.SECCOMP} - {wall}
    for other in Wall:
        is_named = f"{other}" in here[wall].how.partition(", with ")[2]
        assert is_named == (wall != Wall.SECCOMP and other in lifted)


def test_no_attack_is_moot_here(here: dict[str, Finding]) -> None:
    told = " ".join(finding.observed for finding in here.values())
    assert "not this wall's answer" not in told
    assert "without this wall, too" not in told


@pytest.mark.parametrize("wall", [Wall.LANDLOCK, Wall.ENGINE])
def test_a_waived_wall_does_not_hold_and_the_others_are_attacked(wall: Wall) -> None:
    findings = examine(Policy.production(waive=[wall]))
    (waived,) = [finding for finding in findings if not finding.holds]
    assert waived.wall == wall
    assert "waives it" in waived.observed
    assert "`waive`" in (waived.remedy or "")


def test_with_every_wall_waived_nothing_holds() -> None:
    findings = examine(Policy.production(waive=list(Wall)))
    assert [finding.wall for finding in findings if not finding.holds] == [*Wall]


def on_host(calls: list[str], code: int) -> tuple[int, dict[str, dict[str, Any]]]:
    """Run `stockade doctor --json` where these system calls do nothing and return `code`.

    Of seccomp(2) that is only loading a filter: the library asks it about features, too.
    """
    body = f"""
        import sys, pyseccomp
        rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        for call in {calls}:
            first = [pyseccomp.Arg(0, pyseccomp.EQ, 1), pyseccomp.Arg(1, pyseccomp.EQ, 0)]
            rules.add_rule(pyseccomp.ERRNO({code}), call, *(first if call == "seccomp" else []))
        rules.load()
        from stockade.cli import main
        sys.exit(main(["doctor", "--json"]))
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(body)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ended.stderr == ""
    findings = json.loads(ended.stdout)["findings"]
    return ended.returncode, {finding["wall"]: finding for finding in findings}


def fallen(findings: dict[str, dict[str, Any]]) -> set[str]:
    return {wall for wall, finding in findings.items() if not finding["holds"]}


@pytest.mark.parametrize("wall", FAKED)
def test_a_wall_that_only_seems_to_be_up_is_found_out(wall: Wall) -> None:
    calls, words = FAKED[wall]
    code, findings = on_host(calls, 0)
    assert code == 6
    assert wall in fallen(findings)
    assert words in findings[wall]["observed"]
    assert "update the kernel" in findings[wall]["remedy"]


def test_what_the_host_stops_anyway_is_no_proof() -> None:
    code, findings = on_host(["kill"], errno.EPERM)
    assert code == 0
    assert "signal the template: EPERM without this wall, too" in findings["landlock"]["observed"]
    words = "signal every other process: EPERM, not this wall's answer"
    assert words in findings["namespaces"]["observed"]


def test_a_host_that_forbids_user_namespaces_is_told_what_to_do() -> None:
    code, findings = on_host(["unshare"], errno.EPERM)
    assert code == 6
    namespaces = findings[Wall.NAMESPACES]
    assert (namespaces["how"], namespaces["holds"]) == ("put it up", False)
    assert "unshare" in namespaces["observed"]
    assert "EPERM" in namespaces["observed"]
    assert "--security-opt" in namespaces["remedy"]
    assert "mend that first" in findings[Wall.ROOT]["remedy"]
    # An ordinary user has no capability to drop without a namespace.
    assert fallen(findings) - {Wall.PRIVILEGES} == {Wall.NAMESPACES, Wall.ROOT}


@pytest.mark.parametrize(
    ("call", "code", "wall", "remedy"),
    [
        ("landlock_create_ruleset", errno.ENOSYS, Wall.LANDLOCK, "CONFIG_SECURITY_LANDLOCK"),
        ("landlock_restrict_self", errno.EOPNOTSUPP, Wall.LANDLOCK, "lsm="),
        ("seccomp", errno.EINVAL, Wall.SECCOMP, "CONFIG_SECCOMP_FILTER"),
    ],
)
def test_without_one_wall_all_others_are_attacked(
    call: str, code: int, wall: Wall, remedy: str
) -> None:
    exit_code, findings = on_host([call], code)
    assert exit_code == 6
    assert fallen(findings) == {wall}
    assert remedy in findings[wall]["remedy"]


def test_a_probe_that_does_not_start_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PROBE", Program(module="stockade_worker.nowhere"))
    findings = examine(Policy.production())
    assert [finding.wall for finding in findings if not finding.holds] == JAIL
    assert "No module named 'stockade_worker.nowhere'" in findings[0].observed
    assert findings[0].remedy


def test_a_probe_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PROBE_SECONDS", 0.01)
    findings = examine(Policy.production())
    assert [finding.wall for finding in findings if not finding.holds] == JAIL
    assert "no end after 0.01 s" in findings[0].observed


def test_no_interpreter_is_a_finding_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    findings = examine(Policy.production())
    assert not any(finding.holds for finding in findings)
    assert all(finding.remedy for finding in findings)


def test_the_command_attacks_this_host(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert "every required wall holds" in capsys.readouterr().err
