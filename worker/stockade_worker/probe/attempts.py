"""The attacks one by one: what a prisoner would try. attacks.py says which wall each is for, and
selfattack/trials.py which of them a template makes on itself.

An attempt returns what it gained, in words, or raises: OSError with the kernel's answer, or
`Foiled` if there was nothing to gain. Each runs in a throw-away worker, so it may leave that in any
state, but nothing outside. In a jail nothing can be imported: every import is at the top.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import os
import resource
import signal
import socket
import stat
import struct
from typing import NoReturn

import prctl

from stockade_worker.jail import EVENT_FD, JOB_FD, libc

HIGHEST_FD = 4096
"""Where the search for inherited descriptors ends."""

_NULL_DEVICE = os.makedev(1, 3)
_IOCTL_INTERFACE_FLAGS = 0x8913  # linux/sockios.h: SIOCGIFFLAGS
_INTERFACE_IS_UP = 1  # linux/if.h: IFF_UP
_PR_CAPBSET_READ = 23  # linux/prctl.h
_ALL_CAPABILITIES = (1 << 64) - 1
_PTRACE_SEIZE = 0x4206  # linux/ptrace.h: attach, and let it run on
_X32_GETPID = 0x40000000 | 39  # __X32_SYSCALL_BIT of asm/unistd.h

_libc = ctypes.CDLL(None, use_errno=True)
_libc.process_vm_readv.restype = ctypes.c_ssize_t
_libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_libc.ptrace.restype = ctypes.c_long
_libc.syscall.restype = ctypes.c_long

_secret = ctypes.create_string_buffer(b"secret")
_stolen = ctypes.create_string_buffer(len(_secret))
_data = mmap.mmap(-1, mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
_data_address = ctypes.addressof(ctypes.c_char.from_buffer(_data))
# Made while that is allowed, and never freed: see jail/code_pages.py.
_callback = ctypes.CFUNCTYPE(None)(lambda: None)
_code_address = ctypes.cast(_callback, ctypes.c_void_p).value or 0


class Foiled(Exception):  # noqa: N818  # how it ended, not a mistake
    """There was nothing to gain; the text says what was there instead."""


def find_descriptor() -> str:
    """Look for a descriptor that no worker needs."""
    found = []
    for fd in range(HIGHEST_FD):
        try:
            status = os.fstat(fd)
        except OSError:
            continue
        is_null = stat.S_ISCHR(status.st_mode) and status.st_rdev == _NULL_DEVICE
        if fd not in {JOB_FD, EVENT_FD} and not (fd <= 2 and is_null):
            found.append(str(fd))
    if found:
        return f"found {', '.join(found[:5])}"
    raise Foiled("only its two pipes, and /dev/null as 0, 1 and 2")


def read_environment() -> str:
    """Look for a variable."""
    found = os.environ.keys() - {"LC_CTYPE"}  # Python's own, see PEP 538
    if found:
        return f"found {', '.join(sorted(found)[:5])}"
    raise Foiled("it is empty")


def outlive() -> str:
    """Ask whether the kernel ends this process with its parent."""
    if prctl.get_pdeathsig() != signal.SIGKILL:
        return "no signal is set"
    raise Foiled("SIGKILL comes when it ends")


def send_signal(pid: int) -> str:
    """Send signal 0, which only asks whether a real one would get there; -1 is everyone."""
    os.kill(pid, 0)
    return "it got there"


def signal_parent() -> str:
    """Send signal 0 to the template."""
    return send_signal(os.getppid())


def become_root() -> str:
    """Become the uid 0."""
    if os.getuid() == 0:
        return "it is"
    os.setresuid(0, 0, 0)
    return "it did"


def find_interface() -> str:
    """Look for a network interface that is up."""
    names = [name for _, name in socket.if_nameindex()]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for name in names:
            request = struct.pack("16sh14x", name.encode(), 0)
            (flags,) = struct.unpack_from(
                "16xh", fcntl.ioctl(sock, _IOCTL_INTERFACE_FLAGS, request)
            )
            if flags & _INTERFACE_IS_UP:
                return f"{name} is up"
    raise Foiled(f"none of {', '.join(names)} is up" if names else "there is none")


def connect(family: int, address: bytes | tuple[str, int]) -> str:
    """Connect a stream socket."""
    with socket.socket(family) as sock:
        sock.connect(address)
    return "connected"


def reach_network() -> str:
    """Look for a route: connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(("127.0.0.1", 9))
    return "there is a route"


def bind() -> str:
    """Bind any TCP port."""
    with socket.socket(socket.AF_INET) as sock:
        sock.bind(("0.0.0.0", 0))  # noqa: S104  # the loopback address needs an interface
    return "bound"


def unshare(flags: int) -> str:
    """Make namespaces."""
    libc.unshare(flags)
    return "made"


def open_path(path: str) -> str:
    """Open a file or directory."""
    os.close(os.open(path, os.O_RDONLY))
    return "opened"


def climb() -> str:
    """Go up beyond the root."""
    os.chdir("../" * 50)
    found = os.listdir(".")
    if found:
        return f"found {', '.join(found[:3])}"
    raise Foiled("an empty directory")


def make_file() -> str:
    """Make a file in the root, and take it away again."""
    path = "/stockade-probe"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    os.unlink(path)
    return "made"


def mount() -> str:
    """Mount what does not exist: the kernel asks for the privilege first, see mount(2)."""
    try:
        libc.mount("none", "/", "stockade-probe", 0)
    except OSError as error:
        if error.errno != errno.ENODEV:
            raise
    return "allowed"


def chroot() -> str:
    """Change the root, to what it is."""
    os.chroot("/")
    return "changed"


def find_capability() -> str:
    """Look through all sets for a capability."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3; the caller
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; then their upper halves
    if _libc.capget(ctypes.byref(header), ctypes.byref(sets)) == -1:
        _fail()
    if any(sets):
        return f"it has {sets[3]:08x}{sets[0]:08x}"
    for capability in range(64):
        try:
            is_bound = libc.prctl(_PR_CAPBSET_READ, capability)
        except OSError:
            break  # the kernel knows no more
        if is_bound:
            return f"the bounding set has {capability}"
    raise Foiled("no set has one")


def take_capabilities() -> str:
    """Set every capability."""
    libc.capset(_ALL_CAPABILITIES, _ALL_CAPABILITIES, 0)
    return "taken"


def gain_by_exec() -> str:
    """Ask whether a set-user-ID file would give its owner's rights."""
    if not prctl.get_no_new_privs():
        return "no_new_privs is not set"
    raise Foiled("no_new_privs is set")


def read_memory() -> str:
    """process_vm_readv(2) of a child, which even Yama's ptrace_scope would allow."""
    held, holder = os.pipe()
    victim = os.fork()
    if victim == 0:
        os.close(holder)
        os.read(held, 1)  # ends when the attacker does
        os._exit(0)
    try:
        ours = (ctypes.c_size_t * 2)(ctypes.addressof(_stolen), len(_stolen))
        theirs = (ctypes.c_size_t * 2)(ctypes.addressof(_secret), len(_secret))
        if _libc.process_vm_readv(victim, ours, 1, theirs, 1, 0) == -1:
            _fail()
        return "read"
    finally:
        os.close(holder)
        os.waitpid(victim, 0)


def overwrite_code() -> str:
    """Write to code that Python made at run time."""
    ctypes.memset(_code_address, 0xC3, 1)
    return "written"


def map_code() -> str:
    """Map memory that is writable and executable."""
    map_memory(mmap.PAGESIZE, mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    return "mapped"


def protect_code() -> str:
    """Make a page of data executable."""
    libc.mprotect(_data_address, mmap.PAGESIZE, mmap.PROT_READ | mmap.PROT_EXEC)
    return "turned"


def map_memory(size: int, protection: int) -> str:
    """Map private memory; it is not touched."""
    mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=protection).close()
    return "mapped"


def fork() -> str:
    """Fork."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return "forked"


def read_fd(fd: int) -> str:
    """Read from a descriptor."""
    os.read(fd, 1)
    return "read"


def write_fd(fd: int) -> str:
    """Write to a descriptor."""
    os.write(fd, b"x")
    return "written"


def set_limit() -> str:
    """Lower RLIMIT_NOFILE to 1, which raises it where it is 0."""
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (1, 1))
    except ValueError as error:  # what Python makes of EPERM
        raise OSError(errno.EPERM, str(error)) from None
    return "set"


def look_at_cpu(planned_seconds: int) -> str:
    """Ask for RLIMIT_CPU: it counts whole seconds, too long to wait for."""
    seconds, _ = resource.getrlimit(resource.RLIMIT_CPU)
    if seconds == resource.RLIM_INFINITY or seconds > planned_seconds:
        return "no limit is set"
    raise Foiled(f"SIGXCPU is due after {seconds} s (not waited for)")


def execute(path: str, *arguments: str) -> NoReturn:
    """Replace this process by a program."""
    os.execv(path, [path, *arguments])  # noqa: S606  # an exec is the attack


def trace() -> str:
    """Let the parent trace this process."""
    if _libc.ptrace(0, 0, None, None) == -1:  # PTRACE_TRACEME
        _fail()
    return "traced"


def attach(pid: int) -> str:
    """Trace another process; it goes on as before, and is let go when this one ends."""
    if _libc.ptrace(_PTRACE_SEIZE, pid, None, None) == -1:
        _fail()
    return "attached"


def call_x32() -> str:
    """Make a call by x32's numbers, under which a filter could take it for another one."""
    if _libc.syscall(_X32_GETPID) == -1:
        _fail()
    return "answered"


def _fail() -> NoReturn:
    code = ctypes.get_errno()
    raise OSError(code, os.strerror(code))
