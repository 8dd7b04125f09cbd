"""A worker in an attacker's hands reaches nobody: no network, no service of the host, no socket."""

from __future__ import annotations

import socket

from tests.breach.conftest import Services, forbidden
from tests.breach.supervising import Breach

from stockade_policies import Wall

STREAM, DATAGRAM, RAW = (
    int(kind) for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW)
)
FAMILIES = [
    (int(socket.AF_INET), STREAM),
    (int(socket.AF_INET6), STREAM),
    (int(socket.AF_UNIX), STREAM),
    (int(socket.AF_NETLINK), RAW),
    (int(socket.AF_PACKET), RAW),
    (int(socket.AF_ALG), int(socket.SOCK_SEQPACKET)),
    (int(socket.AF_VSOCK), STREAM),
]

CALLS = [
    *(("socket", family, kind, 0) for family, kind in FAMILIES),
    ("socketpair", 1, STREAM, 0, "@data"),
    ("connect", 3, "@data", 16),
    ("bind", 3, "@data", 16),
    ("listen", 3, 1),
    ("accept", 3, 0, 0),
    ("accept4", 3, 0, 0, 0),
    ("sendto", 4, "@data", 1, 0, 0, 0),
    ("recvfrom", 3, "@data", 1, 0, 0, 0),
    ("sendmsg", 4, "@data", 0),
    ("recvmsg", 3, "@data", 0),
    ("sendmmsg", 4, "@data", 1, 0),
    ("recvmmsg", 3, "@data", 1, 0, 0),
    ("shutdown", 4, 2),
    ("getsockopt", 3, 1, 3, "@data", "@data"),
    ("setsockopt", 3, 1, 2, "@data", 4),
    ("getsockname", 3, "@data", "@data"),
    ("getpeername", 3, "@data", "@data"),
    ("sethostname", "owned", 5),
    ("setdomainname", "owned", 5),
]


def test_every_call_of_sockets_kills(breach: Breach) -> None:
    assert forbidden(breach, CALLS, at_least=24) == {}


def test_a_descriptor_can_not_be_sent_or_received_over_the_pipes(breach: Breach) -> None:
    """They are pipes, which carry no SCM_RIGHTS, and the call is not allowed."""
    attack = ("inheritance.hand_over_a_descriptor",)
    assert breach.run_all([attack]) == {attack: "forbidden_syscall"}
    assert breach.run_all([attack], waive=[Wall.SECCOMP]) == {attack: "ENOTSOCK"}


def test_behind_the_filter_no_socket_of_any_family_can_be_made(breach: Breach) -> None:
    """Some families know no namespaces (AF_VSOCK), so it matters that none can be had."""
    attacks = [("network.open_socket", family, kind) for family, kind in FAMILIES]
    found = breach.run_all(attacks, waive=[Wall.SECCOMP])
    # EMFILE by the limits; EPERM for want of a capability; not every kernel has each family.
    assert set(found.values()) <= {"EMFILE", "EPERM", "EAFNOSUPPORT"}
    assert "EMFILE" in found.values()


def test_behind_that_no_service_of_the_host_can_be_reached(
    breach: Breach, services: Services
) -> None:
    waive = [Wall.SECCOMP, Wall.RLIMITS, Wall.LANDLOCK]
    attacks = {
        ("network.connect_tcp", services.tcp_port): "ENETUNREACH",
        ("network.send_udp", services.udp_port): "ENETUNREACH",
        ("network.connect_abstract", services.abstract_name): "ECONNREFUSED",
        ("network.connect_path", services.path): "ENOENT",
    }
    assert breach.run_all(attacks, waive=waive) == attacks
