"""The one ctypes door to the kernel: typed calls that raise OSError.

Only what the standard library and python-prctl do not offer is here. Each function is one system
call with no policy of its own; the modules beside this one give it flags and reasons. An OSError
raised here has the name of the call as its `filename`, so that an error can say what failed.

glibc has no wrapper for some of these calls, or only a recent one has, so they go through
syscall(2) with the numbers of the table below.

A worker pays for each page that it touches first (a fault of 0.5 to 4 us), so what seal() calls is
flat, and the library is a PyDLL: giving up the interpreter's lock for a call of one microsecond
would touch more pages than the call itself. None of these calls blocks.
"""

from __future__ import annotations

import ctypes
import errno
import os
from ctypes import c_char_p, c_int, c_long, c_uint16, c_uint32, c_uint64, c_ulong, c_void_p
from typing import NoReturn

_libc = ctypes.PyDLL(None, use_errno=True)

# Every call since Linux 5.1 has one number everywhere.
_COMMON = {"close_range": 436, "landlock_create_ruleset": 444, "landlock_restrict_self": 446}

NUMBERS = {
    "x86_64": {"capset": 126, "pivot_root": 155, "prctl": 157, "seccomp": 317, **_COMMON},
    "aarch64": {"capset": 91, "pivot_root": 41, "prctl": 167, "seccomp": 277, **_COMMON},
}
"""The system calls made by number, from arch/x86/entry/syscalls/syscall_64.tbl and
include/uapi/asm-generic/unistd.h. What the filter names is resolved by libseccomp instead.
"""

# A 32-bit interpreter on a 64-bit kernel has the numbers of another table. -1 is no system call
# anywhere: the kernel answers ENOSYS, as it does for those that it is too old for.
_OWN = NUMBERS.get(os.uname().machine, {}) if ctypes.sizeof(c_void_p) == 8 else {}
_CAPSET = _OWN.get("capset", -1)
_PIVOT_ROOT = _OWN.get("pivot_root", -1)
_PRCTL = _OWN.get("prctl", -1)
_SECCOMP = _OWN.get("seccomp", -1)
_CLOSE_RANGE = _OWN.get("close_range", -1)
_LANDLOCK_CREATE_RULESET = _OWN.get("landlock_create_ruleset", -1)
_LANDLOCK_RESTRICT_SELF = _OWN.get("landlock_restrict_self", -1)

_LANDLOCK_CREATE_RULESET_VERSION = 1
_SECCOMP_SET_MODE_FILTER = 1
_CAPABILITY_VERSION_3 = 0x20080522  # _LINUX_CAPABILITY_VERSION_3: two 32-bit words a set


class SockFprog(ctypes.Structure):
    """struct sock_fprog: a BPF program, see seccomp(2). It does not own the instructions."""

    _fields_ = (("length", c_uint16), ("instructions", c_void_p))


class _RulesetAttributes(ctypes.Structure):
    """struct landlock_ruleset_attr as of ABI 6; an older kernel accepts it if its tail is zero."""

    _fields_ = (("fs", c_uint64), ("net", c_uint64), ("scoped", c_uint64))


class _CapabilityHeader(ctypes.Structure):
    """struct __user_cap_header_struct; pid 0 is the caller."""

    _fields_ = (("version", c_uint32), ("pid", c_int))


_libc.unshare.argtypes = (c_int,)
_libc.mount.argtypes = (c_char_p, c_char_p, c_char_p, c_ulong, c_char_p)
_libc.umount2.argtypes = (c_char_p, c_int)
_libc.mprotect.argtypes = (c_void_p, ctypes.c_size_t, c_int)
_libc.mallopt.argtypes = (c_int, c_int)
_syscall = _libc.syscall
_syscall.argtypes = (c_long,) * 6
_syscall.restype = c_long


def _fail(name: str) -> NoReturn:
    code = ctypes.get_errno()
    raise OSError(code, os.strerror(code), name)


def unshare(flags: int) -> None:
    """Move the caller into new namespaces. See unshare(2)."""
    if _libc.unshare(flags) == -1:
        _fail("unshare")


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    """Mount, remount or change the propagation of `target`. See mount(2)."""
    words = (source.encode(), target.encode(), kind.encode())
    if _libc.mount(*words, flags, data.encode()) == -1:
        _fail("mount")


def umount2(target: str, flags: int) -> None:
    """Unmount `target`. See umount2(2)."""
    if _libc.umount2(target.encode(), flags) == -1:
        _fail("umount2")


def pivot_root(new_root: str, put_old: str) -> None:
    """Make `new_root` the root and put the old one on `put_old`. See pivot_root(2)."""
    new = ctypes.create_string_buffer(new_root.encode())
    old = ctypes.create_string_buffer(put_old.encode())
    if _syscall(_PIVOT_ROOT, ctypes.addressof(new), ctypes.addressof(old), 0, 0, 0) == -1:
        _fail("pivot_root")


def prctl(option: int, first: int = 0, second: int = 0) -> int:
    """Call prctl(2) where python-prctl does not know the option; further arguments are 0."""
    result: int = _syscall(_PRCTL, option, first, second, 0, 0)
    if result == -1:
        _fail("prctl")
    return result


def mprotect(address: int, length: int, protection: int) -> None:
    """Change the protection of whole pages. See mprotect(2)."""
    if _libc.mprotect(address, length, protection) == -1:
        _fail("mprotect")


def close_range(first: int, last: int) -> None:
    """Close the descriptors first to last, both included. See close_range(2), Linux 5.9."""
    if _syscall(_CLOSE_RANGE, first, last, 0, 0, 0) == -1:
        _fail("close_range")


def capset(effective: int, permitted: int, inheritable: int) -> None:
    """Replace the caller's capability sets, each a mask of 64 bits. See capset(2)."""
    header = _CapabilityHeader(version=_CAPABILITY_VERSION_3, pid=0)
    sets = (effective, permitted, inheritable)
    words = (c_uint32 * 6)(*(mask & 0xFFFFFFFF for mask in sets), *(mask >> 32 for mask in sets))
    if _syscall(_CAPSET, ctypes.addressof(header), ctypes.addressof(words), 0, 0, 0) == -1:
        _fail("capset")


def landlock_abi() -> int:
    """Return the Landlock ABI of this kernel; OSError ENOSYS or EOPNOTSUPP if it has none."""
    abi: int = _syscall(_LANDLOCK_CREATE_RULESET, 0, 0, _LANDLOCK_CREATE_RULESET_VERSION, 0, 0)
    if abi == -1:
        _fail("landlock_create_ruleset")
    return abi


def landlock_create_ruleset(fs: int, net: int, scoped: int) -> int:
    """Return a descriptor (close-on-exec, the caller's) of a ruleset that handles these rights."""
    attributes = _RulesetAttributes(fs=fs, net=net, scoped=scoped)
    size = ctypes.sizeof(attributes)
    fd: int = _syscall(_LANDLOCK_CREATE_RULESET, ctypes.addressof(attributes), size, 0, 0, 0)
    if fd == -1:
        _fail("landlock_create_ruleset")
    return fd


def landlock_restrict_self(ruleset_fd: int) -> None:
    """Enforce the ruleset on the calling thread for good. See landlock_restrict_self(2)."""
    if _syscall(_LANDLOCK_RESTRICT_SELF, ruleset_fd, 0, 0, 0, 0) == -1:
        _fail("landlock_restrict_self")


def seccomp_load(program_address: int) -> None:
    """Install the SockFprog at this address as a filter of the calling thread. See seccomp(2)."""
    if _syscall(_SECCOMP, _SECCOMP_SET_MODE_FILTER, 0, program_address, 0, 0) == -1:
        _fail("seccomp")


def mallopt(parameter: int, value: int) -> None:
    """Set a parameter of glibc's malloc. See mallopt(3), which returns 0 on failure, no errno."""
    if _libc.mallopt(parameter, value) == 0:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), "mallopt")
