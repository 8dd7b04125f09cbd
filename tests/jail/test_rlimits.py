"""The wall `rlimits`: what one worker may take of the host."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pyseccomp
import pytest

from stockade_policies import Ceilings, Wall

if TYPE_CHECKING:
    from tests.jail.conftest import InJail, StartJail

LOOKING = [Wall.SECCOMP]
UNLIMITED = [Wall.SECCOMP, Wall.RLIMITS]
MIB = 1 << 20
CEILINGS = Ceilings()


def test_a_worker_can_not_fork(in_jail: InJail) -> None:
    assert in_jail("fork", waive=LOOKING).errno == "EAGAIN"
    assert in_jail("fork", waive=UNLIMITED).value == "forked"


@pytest.mark.parametrize("user", ["root"], indirect=True)
def test_uid_0_may_fork_whatever_the_limit_so_the_filter_holds(in_jail: InJail) -> None:
    """Why the namespaces map 65534, and what happens where they are waived."""
    waive = [Wall.NAMESPACES, Wall.ROOT]
    assert in_jail("fork", waive=waive).signal == signal.SIGSYS
    assert in_jail("fork", waive=[*waive, Wall.SECCOMP]).value == "forked"


def test_address_space_is_bounded(in_jail: InJail) -> None:
    size = CEILINGS.address_bytes + MIB
    assert in_jail("map_read_only", size, waive=LOOKING).errno == "ENOMEM"
    assert in_jail("map_read_only", size, waive=UNLIMITED).value == "mapped"


def test_writable_memory_is_bounded_more_tightly(in_jail: InJail) -> None:
    size = CEILINGS.data_bytes + MIB
    assert size < CEILINGS.address_bytes
    assert in_jail("map_bytes", size).errno == "ENOMEM"
    assert in_jail("map_bytes", size, waive=[Wall.RLIMITS]).value == "mapped"


def test_no_new_descriptor_can_be_made(in_jail: InJail) -> None:
    attack = ("open_socket", 1, 1)
    assert in_jail(*attack, waive=LOOKING).errno == "EMFILE"
    assert in_jail(*attack, waive=UNLIMITED).value == "opened"


def test_a_file_left_open_can_not_grow(in_jail: InJail, tmp_path: Path) -> None:
    with (tmp_path / "left open").open("wb") as file:
        options = {"extra_fds": [file.fileno()]}
        waive = [Wall.PROCESS, Wall.SECCOMP]
        assert in_jail("write_fd", file.fileno(), waive=waive, **options).errno == "EFBIG"
        waive += [Wall.RLIMITS]
        assert in_jail("write_fd", file.fileno(), waive=waive, **options).value == 1


def test_no_memory_can_be_locked(in_jail: InJail) -> None:
    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, "mlock")
    attack = ("syscall", number, "data", 4096)
    assert in_jail(*attack, waive=LOOKING).errno == "EPERM"
    assert in_jail(*attack, waive=UNLIMITED).value == 0


def test_cpu_time_ends_a_worker_by_a_signal(start_jail: StartJail) -> None:
    """0.1 s is rounded up, plus 1 s for the clocks before this one."""
    with (
        start_jail(("burn", 3.0), cpu_seconds=0.1) as limited,
        start_jail(("burn", 2.1), cpu_seconds=0.1, waive=[Wall.RLIMITS]) as unlimited,
    ):
        assert limited.finish()[0].signal == signal.SIGXCPU
        assert unlimited.finish()[0].value == "still running"


def test_every_limit_is_set_soft_and_hard(start_jail: StartJail) -> None:
    with start_jail(("hang",), cpu_seconds=2.5) as jail:
        limits = read_limits(jail.wait_descendants()[-1])
    stack = str(CEILINGS.stack_bytes)
    assert limits["Max address space"] == [str(CEILINGS.address_bytes)] * 2
    assert limits["Max data size"] == [str(CEILINGS.data_bytes)] * 2
    assert limits["Max stack size"] == [stack] * 2
    assert limits["Max cpu time"] == ["4", "5"]  # rounded up, plus 1
    for name in ("processes", "file size", "core file size", "locked memory", "msgqueue size"):
        assert limits[f"Max {name}"] == ["0", "0"], name
    assert limits["Max open files"] == ["0", "0"]


def test_a_lower_stack_than_asked_for_is_kept_and_noted(start_jail: StartJail) -> None:
    with start_jail(("hang",), arms=[("arm_low_stack", 4 * MIB)]) as jail:
        limits = read_limits(jail.wait_descendants()[-1])
        notes = jail.wait_for("ready")["notes"]
    assert limits["Max stack size"] == [str(4 * MIB)] * 2
    assert "RLIMIT_STACK" in notes[0]


def read_limits(pid: int) -> dict[str, list[str]]:
    lines = Path(f"/proc/{pid}/limits").read_text(encoding="ascii").splitlines()[1:]
    return {line[:26].strip(): line[26:].split()[:2] for line in lines}
