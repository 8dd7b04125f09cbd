"""What a prisoner tries, by name. Loaded by inmate.py in a process of its own, before its jail.

An attack returns something that JSON can carry, or raises OSError, whose errno is reported. `arm_*`
functions run before the jail is built: they make what an attack needs, or spoil the host. In a
sealed worker nothing can be imported, so every import is at the top.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import resource
import socket
import stat
import threading
import time
from typing import Any

import prctl

from stockade_policies.rules import PATTERN_BYTES
from stockade_worker.jail import JOB_FD, libc
from stockade_worker.jail import privileges as privileges_module

_raw = ctypes.CDLL(None, use_errno=True)
_raw.syscall.restype = ctypes.c_long
_raw.syscall.argtypes = (ctypes.c_long,) * 7

TEMPLATE_PID = os.getpid()
SECRET = ctypes.create_string_buffer(b"secret")  # at the same address in the template
STOLEN = ctypes.create_string_buffer(len(SECRET))
_PAGE = mmap.PAGESIZE

# Made while that is still allowed, as the page of ctypes callbacks is.
CODE = mmap.mmap(-1, _PAGE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
CODE.write(b"\xc3")  # ret
CODE_ADDRESS = ctypes.addressof(ctypes.c_char.from_buffer(CODE))
DATA = mmap.mmap(-1, _PAGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
DATA_ADDRESS = ctypes.addressof(ctypes.c_char.from_buffer(DATA))

PATTERNS: list[Any] = []


class _Span(ctypes.Structure):
    """struct iovec."""

    _fields_ = (("address", ctypes.c_void_p), ("length", ctypes.c_size_t))


def arm_filter(name: str, code: int, *arguments: int) -> None:
    """Let one system call fail with `code`, as a container's filter or an older kernel would."""
    import pyseccomp

    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    checks = (pyseccomp.Arg(n, pyseccomp.EQ, value) for n, value in enumerate(arguments))
    rules.add_rule(pyseccomp.ERRNO(code), name, *checks)
    rules.load()


def arm_missing_libseccomp() -> None:
    import ctypes.util

    ctypes.util.find_library = lambda name: None if name == "seccomp" else f"lib{name}.so.6"


def arm_landlock_abi(abi: int) -> None:
    libc.landlock_abi = lambda: abi


def arm_thread() -> None:
    threading.Thread(target=threading.Event().wait, daemon=True).start()


def arm_single_id_namespace() -> None:
    """Become root of a user namespace in which no other id exists, as `unshare -r` does."""
    uid, gid = os.geteuid(), os.getegid()
    libc.unshare(0x10000000 | 0x00020000)  # user, mount
    for name, line in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(line)


def arm_no_more_namespaces() -> None:
    arm_single_id_namespace()
    with open("/proc/sys/user/max_user_namespaces", "w", encoding="ascii") as file:
        file.write("0")


def arm_no_proc() -> None:
    arm_single_id_namespace()
    libc.mount("tmpfs", "/proc", "tmpfs", 0)


def arm_dead_template() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    pidfd = os.pidfd_open(child)
    os.waitid(os.P_PIDFD, pidfd, os.WEXITED | os.WNOWAIT)
    os.pidfd_open = lambda pid, flags=0: pidfd


def arm_low_stack(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_STACK, (size, resource.getrlimit(resource.RLIMIT_STACK)[1]))


def syscall(number: int, *arguments: int | str) -> int:
    """Make a raw call; the argument "data" is the address of a page, mapped readable, writable."""
    numbers = (DATA_ADDRESS if argument == "data" else argument for argument in arguments)
    padded = (*numbers, *(0,) * (6 - len(arguments)))
    result: int = _raw.syscall(number, *padded)
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def live() -> str:
    """Do all that a run needs."""
    word = os.read(JOB_FD, 2).decode()
    big = bytearray(1 << 20)
    big.extend(bytes(8 << 20))  # mremap
    del big
    small = [bytes(1000) for _ in range(5000)]
    del small
    time.process_time()
    time.time()
    return word


def compile_patterns() -> None:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    options.max_mem = PATTERN_BYTES
    texts = b"(?i)powershell", b"a[ab]{100}c", rb"\bno\b"
    PATTERNS.extend(re2.compile(text, options) for text in texts)


def match_patterns() -> list[bool]:
    """Match on text for which the second pattern needs more states than its memory holds."""
    text = bytes(97 + (index * index // 7) % 2 for index in range(300_000)) + b" Powershell"
    return [pattern.search(text) is not None for pattern in PATTERNS]


def hang() -> None:
    os.read(JOB_FD, 2)
    os.read(JOB_FD, 1)


def read_fd(fd: int) -> int:
    return len(os.read(fd, 1))


def write_fd(fd: int) -> int:
    return os.write(fd, b"x")


def open_path(path: str) -> str:
    os.open(path, os.O_RDONLY)
    return "opened"


def open_below(fd: int, path: str) -> str:
    os.fchdir(fd)
    return open_path(path)


def change_directory_to(fd: int) -> str:
    os.fchdir(fd)
    return "there"


def open_fds() -> dict[str, str]:
    found = {}
    for fd in range(1100):
        try:
            status = os.fstat(fd)
        except OSError:
            continue
        device = f"{os.major(status.st_rdev)}:{os.minor(status.st_rdev)}"
        found[str(fd)] = device if stat.S_ISCHR(status.st_mode) else "fifo or other"
    return found


def look_at_root() -> dict[str, object]:
    here, above = os.stat("/"), os.stat("/../..")
    system = os.statvfs("/")
    return {
        "entries": os.listdir("/"),
        "same": (here.st_dev, here.st_ino) == (above.st_dev, above.st_ino),
        "owner": here.st_uid,
        "mode": stat.S_IMODE(here.st_mode),
        "flags": system.f_flag,
        "blocks": system.f_blocks * system.f_frsize,
        "inodes": system.f_files,
    }


def create_file(path: str) -> str:
    os.mkdir(path)
    return "made"


def chroot(path: str) -> str:
    os.chroot(path)
    return "chrooted"


def identify() -> dict[str, object]:
    return {
        "pid": os.getpid(),
        "parent": os.getppid(),
        "group": os.getpgrp(),
        "session": os.getsid(0),
        "uids": os.getresuid(),
        "gids": os.getresgid(),
        "groups": os.getgroups(),
        "environment": dict(os.environ),
    }


def look_at_privileges() -> dict[str, object]:
    known = []
    for capability in range(64):
        try:
            known.append(libc.prctl(23, capability))  # PR_CAPBSET_READ
        except OSError:
            break
    return {
        "bounding": sum(known),
        "securebits": prctl.get_securebits(),
        "no_new_privs": prctl.get_no_new_privs(),
        "dumpable": prctl.get_dumpable(),
        "parent_death_signal": prctl.get_pdeathsig(),
        "mdwe": privileges_module.has_mdwe() and libc.prctl(66),  # PR_GET_MDWE
        "permitted": sum(map(len, _capabilities())),
    }


def _capabilities() -> list[list[int]]:
    sets = (prctl.cap_permitted, prctl.cap_effective, prctl.cap_inheritable)
    return [[1 for name in prctl.ALL_CAP_NAMES if getattr(one, name)] for one in sets]


def set_securebits(bits: int) -> str:
    libc.prctl(28, bits)  # PR_SET_SECUREBITS
    return "set"


def set_hostname() -> str:
    socket.sethostname("owned")
    return "set"


def connect(port: int) -> str:
    with socket.socket() as sock:
        sock.settimeout(5)
        sock.connect(("127.0.0.1", port))
    return "connected"


def connect_abstract(name: str) -> str:
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(f"\0{name}")
    return "connected"


def list_interfaces() -> list[str]:
    return [name for _, name in socket.if_nameindex()]


def open_socket(family: int, kind: int) -> str:
    socket.socket(family, kind).close()
    return "opened"


def signal_template() -> str:
    os.kill(os.getppid(), 0)
    return "delivered"


def signal_host() -> str:
    os.kill(TEMPLATE_PID, 0)
    return "delivered"


def steal_from_template(number: int) -> str:
    """process_vm_readv(2): read SECRET out of the template."""
    local = _Span(ctypes.addressof(STOLEN), len(STOLEN))
    remote = _Span(ctypes.addressof(SECRET), len(SECRET))
    syscall(number, os.getppid(), ctypes.addressof(local), 1, ctypes.addressof(remote), 1, 0)
    return STOLEN.value.decode()


def fork() -> str:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return "forked"


def eat(size: int) -> str:
    hoard = []
    try:
        while True:
            hoard.append(bytes(size))
    except MemoryError:
        del hoard
        return "MemoryError"


def grow() -> str:
    block = bytearray(1 << 20)
    try:
        while True:
            block.extend(bytes(len(block)))
    except MemoryError:
        return "MemoryError"


def map_bytes(size: int) -> str:
    mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    return "mapped"


def map_read_only(size: int) -> str:
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    mmap.mmap(-1, size, flags=flags, prot=mmap.PROT_READ)
    return "mapped"


def burn(cpu_seconds: float) -> str:
    while time.process_time() < cpu_seconds:
        pass
    return "still running"


def map_executable() -> str:
    every = mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
    mmap.mmap(-1, _PAGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=every)
    return "mapped"


def protect_executable() -> str:
    libc.mprotect(DATA_ADDRESS, _PAGE, mmap.PROT_READ | mmap.PROT_EXEC)
    return "executable"


def overwrite_code() -> str:
    ctypes.memset(CODE_ADDRESS, 0xC3, 1)
    return "written"


def crash() -> None:
    ctypes.string_at(0)
