"""What the attacks aim at: an attack that finds no target would fail and prove nothing."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
from dataclasses import dataclass

from stockade_policies import Policy, Wall
from stockade_worker.jail import namespaces

from .attempts import HIGHEST_FD

_FREE_FD = 10  # above the numbers that seal() moves descriptors to


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What the attacks aim at, made before the jail, by the process that is going to enter it.

    sockets       must survive enter_namespaces(): they listen in the host's network.
    tcp_address   on the loopback interface; None where that can't be reached from outside either.
    unix_address  abstract.
    paths         of files that can be opened outside.
    can_forbid_nesting  whether nested user namespaces are forbidden inside.
    """

    sockets: tuple[socket.socket, ...]
    tcp_address: tuple[str, int] | None
    unix_address: bytes
    paths: tuple[str, ...]
    can_forbid_nesting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What the attacks aim at, made by pid 1 of the jail.

    listener  an abstract socket in the jail's own network.
    file_fd   of an empty file in memory; None if the host refuses one.
    """

    listener: socket.socket
    file_fd: int | None


def arm_outside(policy: Policy) -> Outside:
    """Make the targets that lie outside, and two descriptors that must not get inside.

    Requires: before the jail; for a process that ends when the attacks have been made.
    """
    bait = os.open("/", os.O_PATH)
    for least in (_FREE_FD, HIGHEST_FD // 2):
        with contextlib.suppress(OSError):  # beyond RLIMIT_NOFILE
            fcntl.fcntl(bait, fcntl.F_DUPFD, least)
    unix = _listen_unix()
    tcp, address = _listen_tcp()
    return Outside(
        sockets=(unix,) if tcp is None else (unix, tcp),
        tcp_address=address,
        unix_address=unix.getsockname(),
        paths=tuple(filter(_is_readable, ("/etc/passwd", "/bin/sh", "/proc/self/mem"))),
        can_forbid_nesting=Wall.NAMESPACES not in policy.waive and namespaces.can_forbid_nesting(),
    )


def arm_inside() -> Inside:
    """Make the targets that lie inside. Requires: after enter_root()."""
    return Inside(listener=_listen_unix(), file_fd=_make_file())


def _listen_unix() -> socket.socket:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("")  # the kernel picks an abstract name that nobody has, see unix(7)
    listener.listen()
    return listener


def _listen_tcp() -> tuple[socket.socket | None, tuple[str, int] | None]:
    """Return a listener on the loopback interface, once it has been reached from here."""
    try:
        listener = socket.create_server(("127.0.0.1", 0))
    except OSError:
        return None, None
    host, port = listener.getsockname()
    try:
        socket.create_connection((host, port), timeout=0.2).close()
    except OSError:
        return listener, None
    return listener, (host, port)


def _make_file() -> int | None:
    try:
        return fcntl.fcntl(os.memfd_create("target"), fcntl.F_DUPFD_CLOEXEC, _FREE_FD)
    except OSError:
        return None


def _is_readable(path: str) -> bool:
    try:
        os.close(os.open(path, os.O_RDONLY))
    except OSError:
        return False
    return True
