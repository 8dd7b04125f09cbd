"""After anything that listens: on this host, beside it, or in the kernel itself."""

from __future__ import annotations

import socket
import struct

from tests.breach.native import call, data, poke

_LOOPBACK = bytes((127, 0, 0, 1))


def connect_tcp(port: int) -> str:
    """Connect to a service of the host on its loopback address."""
    return _connect(socket.AF_INET, _inet(port))


def send_udp(port: int) -> str:
    """Send one datagram to a service of the host."""
    sock = call("socket", socket.AF_INET, socket.SOCK_DGRAM, 0)
    address = _inet(port)
    poke(data, address)
    call("sendto", sock, data + 1024, 1, 0, data, len(address))
    return "sent"


def connect_abstract(name: str) -> str:
    """Connect to a service on an abstract UNIX socket, which no file permission guards."""
    return _connect(socket.AF_UNIX, _unix(b"\0" + name.encode()))


def connect_path(path: str) -> str:
    """Connect to a service on a UNIX socket in the file system: the container engine, the bus."""
    return _connect(socket.AF_UNIX, _unix(path.encode() + b"\0"))


def bind_tcp() -> str:
    """Listen for others."""
    sock = call("socket", socket.AF_INET, socket.SOCK_STREAM, 0)
    poke(data, struct.pack("=H14x", socket.AF_INET))
    call("bind", sock, data, 16)
    return "bound"


def open_socket(family: int, kind: int) -> str:
    """Open a socket of a family that is a door into the kernel: netlink, packets, ciphers."""
    call("socket", family, kind, 0)
    return "opened"


def _connect(family: int, address: bytes) -> str:
    sock = call("socket", family, socket.SOCK_STREAM, 0)
    poke(data, address)
    call("connect", sock, data, len(address))
    return "connected"


def _inet(port: int) -> bytes:
    return struct.pack("=H", socket.AF_INET) + struct.pack(">H", port) + _LOOPBACK + bytes(8)


def _unix(path: bytes) -> bytes:
    return struct.pack("=H", socket.AF_UNIX) + path
