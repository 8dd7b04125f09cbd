"""The wall `landlock`: a domain of one's own, in which every right is denied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stockade_policies import Wall
from stockade_worker.jail import landlock

if TYPE_CHECKING:
    from tests.jail.conftest import InJail, InJails, StartJail

LOOKING = [Wall.SECCOMP, Wall.RLIMITS, Wall.ROOT]
WITHOUT = [*LOOKING, Wall.LANDLOCK]
SCOPED = pytest.mark.skipif(
    landlock.abi() < landlock.SCOPED_ABI, reason="this kernel's Landlock has no scopes (ABI 6)"
)


def test_no_file_can_be_opened(in_jails: InJails) -> None:
    attacks = [("open_path", path) for path in ("/etc/passwd", "/proc/self/status", "/", "/dev")]
    assert {ending.errno for ending in in_jails(attacks, waive=LOOKING)} == {"EACCES"}
    assert {ending.value for ending in in_jails(attacks, waive=WITHOUT)} == {"opened"}


def test_nothing_can_be_made(in_jail: InJail) -> None:
    assert in_jail("create_file", "/tmp/stockade-test", waive=LOOKING).errno == "EACCES"


@SCOPED
def test_not_even_the_own_template_can_be_signalled(in_jail: InJail) -> None:
    assert in_jail("signal_template", waive=[Wall.SECCOMP]).errno == "EPERM"
    ending = in_jail("signal_template", waive=[Wall.SECCOMP, Wall.LANDLOCK])
    assert ending.value == "delivered"


def test_the_ruleset_does_not_stay_open(in_jail: InJail) -> None:
    waive = [Wall.SECCOMP]
    assert in_jail("change_directory_to", 5, waive=waive).errno == "EBADF"


@pytest.mark.parametrize("abi", range(1, landlock.abi() + 1))
def test_an_older_kernel_gives_what_it_has_and_says_so(start_jail: StartJail, abi: int) -> None:
    attack = ("open_path", "/etc/passwd")
    with start_jail(attack, arms=[("arm_landlock_abi", abi)], waive=LOOKING) as jail:
        notes = " ".join(jail.wait_for("ready")["notes"])
        assert jail.wait_for("ended")["errno"] == 13  # EACCES
    assert (f"ABI {abi} does not scope" in notes) == (abi < landlock.SCOPED_ABI)


def test_a_kernel_without_landlock_is_refused(in_jail: InJail) -> None:
    ending = in_jail("live", arms=[("arm_filter", "landlock_create_ruleset", 38)])  # ENOSYS
    assert ending.jail is not None
    step, _, _, hint = ending.jail
    assert step == "landlock"
    assert "CONFIG_SECURITY_LANDLOCK" in hint
