"""The wall `privileges`: nothing held, nothing to gain, nothing to see from outside."""

from __future__ import annotations

import errno
from signal import SIGKILL, SIGSEGV
from typing import TYPE_CHECKING

import pyseccomp
import pytest

from stockade_policies import Wall
from stockade_worker.jail import privileges

if TYPE_CHECKING:
    from tests.jail.conftest import InJail, InJails, StartJail

LOOKING = [Wall.SECCOMP]
UNPRIVILEGED = [Wall.SECCOMP, Wall.PRIVILEGES]
EVERY_LOCK = 0xEF
PR_GET_MDWE = 66
MDWE = pytest.mark.skipif(not privileges.has_mdwe(), reason="this kernel has no MDWE (Linux 6.3)")


def test_every_set_is_empty_and_every_bit_is_locked(in_jail: InJail) -> None:
    seen = in_jail("look_at_privileges", waive=LOOKING).value
    assert (seen["bounding"], seen["permitted"]) == (0, 0)
    assert seen["securebits"] == EVERY_LOCK
    assert seen["no_new_privs"] == 1
    assert seen["parent_death_signal"] == SIGKILL


def test_without_this_wall_the_sets_are_full(in_jail: InJail) -> None:
    seen = in_jail("look_at_privileges", waive=UNPRIVILEGED).value
    assert seen["bounding"] > 30
    assert seen["permitted"] > 60
    assert seen["securebits"] == 0


def test_no_new_privs_is_set_even_without_this_wall(in_jail: InJail) -> None:
    """The walls of the worker can't stand without it."""
    assert in_jail("look_at_privileges", waive=UNPRIVILEGED).value["no_new_privs"] == 1


@pytest.mark.parametrize("user", ["ordinary"], indirect=True)
def test_an_ordinary_user_needs_the_namespaces_for_this_wall(in_jail: InJail) -> None:
    """Nothing to drop is not the same as nothing to gain: the bounding set would stay."""
    ending = in_jail("live", waive=[Wall.NAMESPACES, Wall.ROOT])
    assert ending.jail is not None
    assert ending.jail[0] == "privileges"
    assert "CAP_SETPCAP" in ending.jail[3]


def test_the_securebits_can_not_be_taken_back(in_jail: InJail) -> None:
    assert in_jail("set_securebits", 0, waive=LOOKING).errno == "EPERM"
    assert in_jail("set_securebits", 0, waive=UNPRIVILEGED).value == "set"


def test_an_administrator_s_call_is_refused(in_jail: InJail) -> None:
    assert in_jail("set_hostname", waive=LOOKING).errno == "EPERM"
    assert in_jail("set_hostname", waive=UNPRIVILEGED).value == "set"


def test_a_crash_leaves_no_core(in_jail: InJail) -> None:
    """A core_pattern with a pipe starts a program of the host, whatever RLIMIT_CORE says."""
    crashed = in_jail("crash")
    assert crashed.signal == SIGSEGV
    assert not crashed.dumped_core
    assert in_jail("look_at_privileges", waive=LOOKING).value["dumpable"] == 0


def test_the_memory_of_the_template_can_not_be_read(in_jail: InJail, user: str) -> None:
    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, "process_vm_readv")
    steal = ("steal_from_template", number)
    without_landlock = [*LOOKING, Wall.LANDLOCK]
    assert in_jail(*steal, waive=without_landlock).errno == "EPERM"
    assert in_jail(*steal, waive=[*UNPRIVILEGED]).errno == "EPERM"  # Landlock's own domain
    stolen = in_jail(*steal, waive=[*UNPRIVILEGED, Wall.LANDLOCK])
    if user == "root":  # its template has changed its uid, which ends being dumpable too
        assert stolen.errno == "EPERM"
    else:
        assert stolen.value == "secret"


@MDWE
def test_the_kernel_refuses_executable_memory(in_jails: InJails) -> None:
    ways = [("map_executable",), ("protect_executable",)]
    assert [ending.errno for ending in in_jails(ways, waive=LOOKING)] == ["EACCES"] * 2
    endings = in_jails(ways, waive=UNPRIVILEGED)
    assert [ending.value for ending in endings] == ["mapped", "executable"]


def test_a_kernel_without_mdwe_is_noted_and_still_jails(start_jail: StartJail) -> None:
    no_mdwe = ("arm_filter", "prctl", errno.EINVAL, PR_GET_MDWE)
    with start_jail(("live",), arms=[no_mdwe]) as jail:
        assert "MDWE" in jail.wait_for("ready")["notes"][0]
        assert jail.wait_for("ended")["value"] == "go"


def test_pages_made_executable_early_can_not_be_rewritten(in_jail: InJail) -> None:
    """As that of ctypes' callbacks, before Python 3.12."""
    assert in_jail("overwrite_code").signal == SIGSEGV
    assert in_jail("overwrite_code", freeze=False).value == "written"
