"""After what a process inherits: descriptors, environment, arguments, memory."""

from __future__ import annotations

import ctypes
import os
import socket
import struct
import sys

from tests.breach.native import call, data, peek, poke

SECRET = ctypes.create_string_buffer(b"the template's secret")

LEFT_OPEN = {"directory": 700, "memory": 701, "pidfd": 702, "file": 703}
"""What the starter leaves open, by descriptor: the root of the host, its own memory, itself,
and a file without a name."""

_kept: list[str] = []

_HIGHEST = 1100


def leave_open() -> None:
    """Open treasures, as a careless import would. Requires: before the jail, in the starter."""
    made = {
        "directory": os.open("/", os.O_RDONLY | os.O_DIRECTORY),
        "memory": os.open("/proc/self/mem", os.O_RDWR),
        "pidfd": os.pidfd_open(os.getpid()),
        "file": os.memfd_create("left open"),
    }
    for name, fd in made.items():
        os.dup2(fd, LEFT_OPEN[name])
        os.close(fd)


def descriptors() -> str:
    """Look for every descriptor that is open."""
    return " ".join(str(fd) for fd in range(_HIGHEST) if _is_open(fd))


def environment() -> str:
    """Read the environment and the arguments."""
    return " ".join([*(f"{name}={value}" for name, value in os.environ.items()), *sys.orig_argv])


def read_memory_file(fd: int) -> str:
    """Read the template's memory through /proc/PID/mem, left open."""
    call("pread64", fd, "@data", len(SECRET), ctypes.addressof(SECRET))
    return peek(data, len(SECRET)).rstrip(b"\0").decode()


def search_memory(first: str, second: str) -> int:
    """Count where a text lies in this process's memory; in two parts, or it would find itself.

    It needs a list of the mappings, so it is for workers that may still open files.
    """
    found = 0
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
        lines = maps.read().splitlines()
    for line in lines:
        span, permissions, *rest = line.split(maxsplit=5)
        if permissions.startswith("rw") and "[v" not in "".join(rest):
            start, end = (int(number, 16) for number in span.split("-"))
            found += _count(peek(start, end - start), first.encode(), second.encode())
    return found


def _count(memory: bytes, first: bytes, second: bytes) -> int:
    found, at = 0, memory.find(first)
    while at >= 0:
        found += memory.startswith(second, at + len(first))
        at = memory.find(first, at + 1)
    return found


def keep(secret: str) -> str:
    """Be a run with a secret in its memory."""
    _kept.append(secret * 100)
    return "kept"


def speak_for_the_template(packet: str) -> str:
    """Send the supervisor a message over the template's own socket."""
    poke(data, bytes.fromhex(packet))
    for fd in range(3, _HIGHEST):
        poke(data + 1024, struct.pack("=II", 0, 4))
        try:
            call("getsockopt", fd, socket.SOL_SOCKET, socket.SO_TYPE, data + 1024, data + 1028)
        except OSError:
            continue
        call("sendto", fd, data, len(packet) // 2, 0, 0, 0)
        return "sent"
    raise OSError(9, "no socket")


def hand_over_a_descriptor() -> str:
    """Send a descriptor over the event pipe, as if it were a socket (SCM_RIGHTS)."""
    call("sendmsg", 4, "@data", 0)
    return "sent"


def _is_open(fd: int) -> bool:
    try:
        call("fcntl", fd, 1)  # F_GETFD
    except OSError:
        return False
    return True
