"""The wall `namespaces`: another user, another network, nobody else's processes."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stockade_policies import Wall
from stockade_worker.jail import landlock

if TYPE_CHECKING:
    from tests.jail.conftest import InJail, InJails, StartJail

NOBODY = 65534
KINDS = ["cgroup", "ipc", "mnt", "net", "pid", "user", "uts"]
# What must go for a look from inside: the filter kills for asking, the limits allow no socket.
LOOKING = [Wall.SECCOMP, Wall.RLIMITS]
# Without this wall an ordinary user has no mount namespace to change, no capabilities to drop.
ON_THE_HOST = [Wall.NAMESPACES, Wall.ROOT, Wall.PRIVILEGES]
SOCKETS = [
    (socket.AF_NETLINK, socket.SOCK_RAW),
    (socket.AF_VSOCK, socket.SOCK_STREAM),
    (socket.AF_ALG, socket.SOCK_SEQPACKET),
    (socket.AF_PACKET, socket.SOCK_RAW),
    (socket.AF_UNIX, socket.SOCK_STREAM),
    (socket.AF_INET, socket.SOCK_STREAM),
]
SCOPED = pytest.mark.skipif(
    landlock.abi() < landlock.SCOPED_ABI, reason="this kernel's Landlock has no scopes (ABI 6)"
)


@pytest.fixture
def port() -> Iterator[int]:
    """A service of the host on the loopback interface."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def abstract_name() -> Iterator[str]:
    """A service of the host on an abstract UNIX socket."""
    name = f"stockade-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0{name}")
        server.listen()
        yield name


def test_no_process_outside_is_in_the_same_group(in_jail: InJail) -> None:
    """A signal to the own group crosses pid namespaces; a leader outside is number 0 inside."""
    seen = in_jail("identify", waive=[Wall.SECCOMP]).value
    assert (seen["group"], seen["session"]) == (1, 1)


def test_inside_one_is_nobody_and_nearly_alone(in_jail: InJail) -> None:
    seen = in_jail("identify", waive=[Wall.SECCOMP]).value
    assert seen["uids"] == seen["gids"] == [NOBODY] * 3
    assert seen["parent"] == 1
    assert seen["pid"] < 10


def test_outside_a_worker_is_no_root(start_jail: StartJail, user: str, template_uid: int) -> None:
    """Root's workers are uid 65534 for the kernel too, or RLIMIT_NPROC would not count them."""
    with start_jail(("hang",)) as jail:
        status = Path(f"/proc/{jail.wait_descendants()[-1]}/status").read_text(encoding="ascii")
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    uid = NOBODY if user == "root" else template_uid
    assert fields["Uid"].split() == [str(uid)] * 4
    if user == "root":
        assert not fields["Groups"].split()
    assert {fields[f"Cap{name}"] for name in ("Inh", "Prm", "Eff", "Bnd", "Amb")} == {"0" * 16}
    assert (fields["NoNewPrivs"], fields["Seccomp"], fields["Threads"]) == ("1", "2", "1")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root sees the namespaces of such a process")
def test_every_namespace_is_another(start_jail: StartJail) -> None:
    with start_jail(("hang",)) as jail:
        inside, here = namespaces_of(str(jail.wait_descendants()[-1])), namespaces_of("self")
    assert [kind for kind in KINDS if inside[kind] == here[kind]] == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root sees the namespaces of such a process")
def test_without_this_wall_every_namespace_is_the_host_s(start_jail: StartJail) -> None:
    with start_jail(("hang",), waive=ON_THE_HOST) as jail:
        inside, here = namespaces_of(str(jail.wait_descendants()[-1])), namespaces_of("self")
        here["mnt"] = namespaces_of(str(jail.process.pid))["mnt"]  # conftest may have made one
    assert inside == here


def test_setgroups_is_denied(start_jail: StartJail) -> None:
    with start_jail(("hang",)) as jail:
        path = Path(f"/proc/{jail.wait_descendants()[-1]}/setgroups")
        assert path.read_text(encoding="ascii") == "deny\n"


def test_there_is_no_network_not_even_a_loopback(in_jail: InJail, port: int) -> None:
    waive = [*LOOKING, Wall.LANDLOCK]
    assert in_jail("list_interfaces", waive=waive).value == ["lo"]
    assert in_jail("connect", port, waive=waive).errno == "ENETUNREACH"


def test_without_this_wall_landlock_catches_a_connection(in_jail: InJail, port: int) -> None:
    waive = [*LOOKING, *ON_THE_HOST]
    assert in_jail("connect", port, waive=waive).errno == "EACCES"
    assert in_jail("connect", port, waive=[*waive, Wall.LANDLOCK]).value == "connected"


def test_abstract_sockets_of_the_host_do_not_exist(in_jail: InJail, abstract_name: str) -> None:
    waive = [*LOOKING, Wall.LANDLOCK]
    assert in_jail("connect_abstract", abstract_name, waive=waive).errno == "ECONNREFUSED"


@SCOPED
def test_without_this_wall_landlock_scopes_abstract_sockets(
    in_jail: InJail, abstract_name: str
) -> None:
    waive = [*LOOKING, *ON_THE_HOST]
    assert in_jail("connect_abstract", abstract_name, waive=waive).errno == "EPERM"
    waive += [Wall.LANDLOCK]
    assert in_jail("connect_abstract", abstract_name, waive=waive).value == "connected"


def test_no_family_of_sockets_is_to_be_had(in_jails: InJails) -> None:
    """Some families know no namespaces (AF_VSOCK), so two other walls refuse all of them."""
    attacks = [("open_socket", family, kind) for family, kind in SOCKETS]
    assert {ending.signal for ending in in_jails(attacks)} == {signal.SIGSYS}
    limited = in_jails(attacks, waive=[Wall.SECCOMP])
    # EMFILE by the limits; EPERM for want of a capability; not every kernel has each family.
    assert {ending.errno for ending in limited} <= {"EMFILE", "EPERM", "EAFNOSUPPORT"}


def test_processes_of_the_host_do_not_exist(in_jail: InJail) -> None:
    waive = [Wall.SECCOMP, Wall.LANDLOCK]
    assert in_jail("signal_host", waive=waive).errno == "ESRCH"
    assert in_jail("signal_host", waive=[*waive, *ON_THE_HOST]).value == "delivered"


@SCOPED
def test_without_this_wall_landlock_keeps_signals_inside(in_jail: InJail) -> None:
    waive = [Wall.SECCOMP, *ON_THE_HOST]
    assert in_jail("signal_host", waive=waive).errno == "EPERM"


def test_no_further_user_namespace_can_be_made(in_jail: InJail, unshare_user: list[int]) -> None:
    """Its maker would have every capability in it."""
    assert in_jail("syscall", *unshare_user, waive=[Wall.SECCOMP]).errno == "ENOSPC"
    on_the_host = [Wall.SECCOMP, *ON_THE_HOST]
    assert in_jail("syscall", *unshare_user, waive=on_the_host).value == 0


@pytest.fixture
def unshare_user() -> list[int]:
    return [{"x86_64": 272, "aarch64": 97}[os.uname().machine], 0x10000000]


def test_a_root_with_one_id_gets_its_walls_like_anyone_else(in_jail: InJail) -> None:
    """As under `unshare -r` or in some containers: euid 0, and no 65534 to become."""
    ending = in_jail("identify", arms=[("arm_single_id_namespace",)], waive=[Wall.SECCOMP])
    assert ending.value["uids"] == [NOBODY] * 3


def namespaces_of(pid: str) -> dict[str, str]:
    return {kind: os.readlink(f"/proc/{pid}/ns/{kind}") for kind in KINDS}
