"""Wall `seccomp`: eleven system calls, some with arguments; anything else kills the process.

The last wall, because it forbids every call that the others are made of.

libseccomp compiles the filter once, in the template, from the names below, so the numbers are right
on every architecture. A worker loads the finished program with one call: libseccomp's own load
costs 1 to 2 ms, the raw program 0.05. A call from another architecture (int 0x80) and from x32 is
killed too, since the numbers mean other calls there.

Seven of these are all that a run needs. brk, mremap, madvise and futex keep out-of-memory from
looking like an attack: glibc's malloc asks the kernel for memory in these ways, and a worker that
has used it up must be able to say so.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
from dataclasses import dataclass

from stockade_policies.errors import JailError
from stockade_worker.jail import libc
from stockade_worker.jail.libc import seccomp_load
from stockade_worker.jail.process import EVENT_FD, JOB_FD

# The kernel reads these arguments as a 32-bit int and ignores the upper half of the register,
# which a C caller may leave undefined; comparing more would kill an honest call.
_INT = 0xFFFFFFFF
_LONG = 0xFFFFFFFF_FFFFFFFF

_MREMAP_MAYMOVE = 1  # linux/mman.h
_FUTEX_WAIT_PRIVATE = 128  # linux/futex.h: FUTEX_WAIT and FUTEX_WAKE with FUTEX_PRIVATE_FLAG
_FUTEX_WAKE_PRIVATE = 129
# CLOCK_REALTIME to CLOCK_BOOTTIME are 0 to 7. Negative ids are clocks of other processes and of
# descriptors, see clock_getcpuclockid(3).
_KNOWN_CLOCKS = _INT & ~7

_Check = tuple[int, int, int]
"""(argument, mask, value): the call passes if argument & mask == value, for all its checks."""

_RULES: tuple[tuple[str, tuple[_Check, ...]], ...] = (
    ("read", ((0, _INT, JOB_FD),)),
    ("write", ((0, _INT, EVENT_FD),)),
    (
        "mmap",
        (
            # Exactly what malloc and Python's allocator ask for. So never executable, never over
            # a mapping that exists (MAP_FIXED), never shared.
            (2, _LONG, mmap.PROT_READ | mmap.PROT_WRITE),
            (3, _LONG, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS),
            (4, _INT, _INT),
        ),
    ),
    ("munmap", ()),
    ("mremap", ((3, _LONG, _MREMAP_MAYMOVE),)),
    ("brk", ()),
    ("madvise", ((2, _INT, mmap.MADV_DONTNEED),)),
    ("futex", ((1, _INT, _FUTEX_WAIT_PRIVATE),)),
    ("futex", ((1, _INT, _FUTEX_WAKE_PRIVATE),)),
    ("clock_gettime", ((0, _KNOWN_CLOCKS, 0),)),
    ("exit_group", ()),
    ("rt_sigreturn", ()),
)

ALLOWED: tuple[str, ...] = tuple(dict.fromkeys(name for name, _ in _RULES))
"""The names of the system calls that a sealed worker may make."""

_INSTRUCTION_BYTES = 8  # struct sock_filter
_NO_LIBRARY = 255  # exit code of the compiling child; others are errnos


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled filter, ready for the kernel.

    code, fprog  the instructions, and the structure that points to them.
    address      of `fprog`.
    """

    code: ctypes.Array[ctypes.c_char]
    fprog: libc.SockFprog
    address: int


def prepare() -> Program:
    """Compile the filter.

    Raises JailError without libseccomp, OSError if the rules can't be compiled. Requires: before
    the wall `root`, since it loads a library and runs ldconfig.
    """
    raw = _compile()
    code = ctypes.create_string_buffer(raw, len(raw))
    length = len(raw) // _INSTRUCTION_BYTES
    fprog = libc.SockFprog(length, ctypes.addressof(code))
    return Program(code, fprog, ctypes.addressof(fprog))


def apply(program: Program) -> None:
    """Load the filter. Raises OSError. Requires: no_new_privs, or CAP_SYS_ADMIN."""
    seccomp_load(program.address)


def hint(error: OSError) -> str:
    """Say what an operator can do about `error`."""
    if error.errno == errno.EACCES:
        return "no_new_privs is missing"
    return "a kernel with CONFIG_SECCOMP_FILTER on x86_64 or aarch64 is needed"


def _compile() -> bytes:
    """Return the program, compiled in a child that is gone afterwards.

    pyseccomp looks for its library with ctypes.util, which imports `subprocess` and with it
    `threading` and `random`. Their fork handlers would run in every worker, for 120 pages each.
    """
    read_fd, write_fd = os.pipe2(os.O_CLOEXEC)
    child = os.fork()
    if child == 0:
        os._exit(_compile_into(write_fd))
    os.close(write_fd)
    with open(read_fd, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == _NO_LIBRARY:
        reason = f"libseccomp can't be loaded: {answer.decode()}"
        raise JailError("seccomp", None, reason, "apt-get install libseccomp2")
    if code != 0:
        raise OSError(
            max(code, 0) or errno.EINVAL, f"the filter can't be compiled: {answer.decode()}"
        )
    return answer


def _compile_into(fd: int) -> int:
    """Write the program, or what went wrong, to `fd`; return the exit code that says which."""
    try:
        import pyseccomp  # noqa: PLC0415  # it raises where libseccomp is not installed
    except (ImportError, RuntimeError, OSError) as error:
        os.write(fd, str(error).encode())
        return _NO_LIBRARY
    try:
        rules = pyseccomp.SyscallFilter(pyseccomp.KILL_PROCESS)
        rules.set_attr(pyseccomp.Attr.ACT_BADARCH, pyseccomp.KILL_PROCESS)
        for name, checks in _RULES:
            arguments = (
                pyseccomp.Arg(index, pyseccomp.MASKED_EQ, mask, value)
                for index, mask, value in checks
            )
            # Exactly: otherwise libseccomp may weaken a rule that it can't express here.
            rules.add_rule_exactly(pyseccomp.ALLOW, name, *arguments)
        with open(fd, "wb") as pipe:
            rules.export_bpf(pipe)
    except OSError as error:
        os.write(fd, str(error).encode())
        return error.errno or errno.EINVAL
    return 0
