"""The wall `root`: nothing to open, nothing to write to, nowhere to climb."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from stockade_policies import Wall

if TYPE_CHECKING:
    from tests.jail.conftest import InJail, InJails

LOOKING = [Wall.SECCOMP, Wall.RLIMITS]
HOST_PATHS = [
    "/etc/passwd",
    "/../../etc/passwd",
    "etc/passwd",
    "/proc/self/mem",
    "/proc/1/root",
    "/proc/1/ns/net",
    "/dev/null",
    "/sys/kernel",
]
LOCKED = os.ST_RDONLY | os.ST_NOSUID | os.ST_NODEV | os.ST_NOEXEC


def test_the_root_is_empty_tiny_and_read_only(in_jail: InJail) -> None:
    seen = in_jail("look_at_root", waive=[*LOOKING, Wall.LANDLOCK]).value
    assert seen["entries"] == []
    assert seen["flags"] & LOCKED == LOCKED
    assert (seen["blocks"], seen["inodes"]) == (4096, 1)
    assert seen["mode"] == 0o555


def test_dot_dot_leads_nowhere(in_jail: InJail) -> None:
    assert in_jail("look_at_root", waive=[*LOOKING, Wall.LANDLOCK]).value["same"]


def test_no_file_of_the_host_can_be_named(in_jails: InJails) -> None:
    attacks = [("open_path", path) for path in HOST_PATHS]
    endings = in_jails(attacks, waive=[*LOOKING, Wall.LANDLOCK])
    assert [ending.errno for ending in endings] == ["ENOENT"] * len(HOST_PATHS)


def test_without_this_wall_landlock_refuses_the_files(in_jail: InJail) -> None:
    waive = [*LOOKING, Wall.ROOT]
    assert in_jail("open_path", "/etc/passwd", waive=waive).errno == "EACCES"
    waive += [Wall.LANDLOCK]
    assert in_jail("open_path", "/etc/passwd", waive=waive).value == "opened"


def test_nothing_can_be_written(in_jail: InJail) -> None:
    waive = [*LOOKING, Wall.LANDLOCK]
    assert in_jail("create_file", "/x", waive=waive).errno == "EROFS"
    assert in_jail("create_file", "/x", waive=[*waive, Wall.PRIVILEGES]).errno == "EROFS"


def test_chroot_is_refused_and_would_lead_nowhere(in_jail: InJail) -> None:
    assert in_jail("chroot", "/", waive=[Wall.SECCOMP]).errno == "EPERM"
    waive = [*LOOKING, Wall.LANDLOCK, Wall.PRIVILEGES]
    assert in_jail("chroot", "/", waive=waive).value == "chrooted"
    assert in_jail("chroot", "/etc", waive=waive).errno == "ENOENT"


def test_this_wall_is_refused_without_a_mount_namespace(in_jail: InJail) -> None:
    """It would pivot the host's own root."""
    ending = in_jail("live", waive=[Wall.NAMESPACES])
    assert ending.jail is not None
    assert ending.jail[0] == "root"
