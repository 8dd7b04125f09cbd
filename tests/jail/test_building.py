"""The order of the walls, and that one that can't be put up means that nothing runs."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pyseccomp
import pytest

from stockade_policies import Wall
from stockade_worker.jail import STEPS, libc, seccomp

if TYPE_CHECKING:
    from tests.jail.conftest import InJail, StartJail

BUILT = [wall for wall in Wall if wall not in {Wall.CEILINGS, Wall.ENGINE}]

# A system call that each wall can't do without.
NEEDED = [
    ("close_range", Wall.PROCESS),
    ("unshare", Wall.NAMESPACES),
    ("setresuid", Wall.NAMESPACES),
    ("setsid", Wall.NAMESPACES),
    ("mount", Wall.ROOT),
    ("pivot_root", Wall.ROOT),
    ("umount2", Wall.ROOT),
    ("capset", Wall.PRIVILEGES),
    ("landlock_restrict_self", Wall.LANDLOCK),
    ("prlimit64", Wall.RLIMITS),
    ("seccomp", Wall.SECCOMP),
]


def test_the_steps_are_the_walls_in_their_order() -> None:
    assert [wall for wall, _ in STEPS] == BUILT


def test_a_whole_jail_says_that_every_wall_is_up(start_jail: StartJail) -> None:
    with start_jail(("live",)) as jail:
        assert jail.wait_for("ready")["walls"] == dict.fromkeys(BUILT, "up")


@pytest.mark.parametrize("wall", [w for w in BUILT if w != Wall.NAMESPACES])
def test_a_waived_wall_is_listed_and_the_others_stand(start_jail: StartJail, wall: Wall) -> None:
    with start_jail(("live",), waive=[wall]) as jail:
        walls = jail.wait_for("ready")["walls"]
        assert jail.wait_for("ended")["value"] == "go"
    assert walls == {built: "waived" if built == wall else "up" for built in BUILT}


def test_with_every_wall_waived_a_worker_still_runs(start_jail: StartJail) -> None:
    with start_jail(("live",), waive=BUILT) as jail:
        assert jail.wait_for("ready")["walls"] == dict.fromkeys(BUILT, "waived")
        assert jail.wait_for("ended")["value"] == "go"


@pytest.mark.parametrize(("call", "wall"), NEEDED)
def test_there_is_no_half_jail(in_jail: InJail, call: str, wall: Wall) -> None:
    ending = in_jail("live", arms=[("arm_filter", call, errno.ENOTRECOVERABLE)])
    assert ending.value is None
    assert ending.jail is not None
    step, code, reason, hint = ending.jail
    assert (step, code) == (wall, errno.ENOTRECOVERABLE)
    assert reason
    assert hint


def test_the_numbers_of_system_calls_are_those_of_libseccomp() -> None:
    arches = {"x86_64": pyseccomp.Arch.X86_64, "aarch64": pyseccomp.Arch.AARCH64}
    for machine, calls in libc.NUMBERS.items():
        resolved = {name: pyseccomp.resolve_syscall(arches[machine], name) for name in calls}
        assert resolved == calls


def test_every_allowed_call_exists_on_every_architecture() -> None:
    for arch in (pyseccomp.Arch.X86_64, pyseccomp.Arch.AARCH64):
        assert all(pyseccomp.resolve_syscall(arch, name) >= 0 for name in seccomp.ALLOWED)


def test_a_missing_libseccomp_is_named(in_jail: InJail) -> None:
    ending = in_jail("live", arms=[("arm_missing_libseccomp",)])
    assert ending.jail is not None
    assert (ending.jail[0], ending.jail[3]) == ("seccomp", "apt-get install libseccomp2")


@pytest.mark.parametrize(
    ("arm", "word"),
    [
        (("arm_no_more_namespaces",), "max_user_namespaces"),
        (("arm_no_proc",), "mount /proc"),
        (("arm_thread",), "single-threaded"),
        (("arm_filter", "unshare", errno.EPERM), "--security-opt"),
    ],
)
def test_a_host_that_refuses_namespaces_is_told_why(
    in_jail: InJail, arm: tuple[object, ...], word: str
) -> None:
    ending = in_jail("live", arms=[arm])
    assert ending.jail is not None
    assert ending.jail[0] == "namespaces"
    assert word in ending.jail[3]
