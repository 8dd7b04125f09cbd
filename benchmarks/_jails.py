"""The other jails of sustained.py: a fresh interpreter per job under bubblewrap or nsjail.

Each is given what makes it fast: no `site`, no environment, a filter compiled beforehand, and no
pipe, because the job's exit code says whether the answer was right. The limits are those of the
`production` policy. The filter of both is an allow-list; anything else kills.
"""

from __future__ import annotations

import importlib.util
import math
import shutil
import sys
from pathlib import Path

import pyseccomp

from stockade import Policy

FILTER_FD = 9

# What CPython 3.11 to 3.13 needs on x86-64 to start, import the engine, evaluate and exit; wait4 is
# for bubblewrap's own pid 1. No socket, clone, fork, ptrace, mount, bpf, keyctl or unshare.
_ALLOWED = """
access arch_prctl brk clock_getres clock_gettime clock_nanosleep close dup dup2 dup3 epoll_create1
execve exit exit_group faccessat faccessat2 fcntl fstat futex getcwd getdents64 getegid geteuid
getgid getpid getppid getrandom getrlimit gettid gettimeofday getuid ioctl lseek lstat madvise
mmap mprotect mremap munmap newfstatat openat poll prctl pread64 prlimit64 pselect6 read readlink
readlinkat restart_syscall rseq rt_sigaction rt_sigprocmask rt_sigreturn sched_getaffinity
sched_yield set_robust_list set_tid_address setrlimit sigaltstack stat statx sysinfo tgkill uname
wait4 write writev
"""

_BUBBLEWRAP = (
    "--unshare-all --die-with-parent --cap-drop ALL --ro-bind / / --proc /proc --dev /dev --seccomp"
)
_NSJAIL = (
    "--mode o --really_quiet --chroot / --user 65534 --group 65534 --iface_no_lo"
    " --rlimit_core 0 --rlimit_fsize 0 --rlimit_nofile 32 --rlimit_nproc 1"
)

_JOB = """
import sys
sys.path.append(sys.argv[1])
import _quickjs, os
{limits}
context = _quickjs.Context()
context.set_memory_limit({heap_bytes})
os._exit(0 if context.eval(sys.argv[2]) == {answer} else 1)
"""


def write_filter(path: Path) -> None:
    """Compile the allow-list and write the program where bubblewrap can read it."""
    rules = pyseccomp.SyscallFilter(pyseccomp.KILL_PROCESS)
    for name in _ALLOWED.split():
        rules.add_rule(pyseccomp.ALLOW, name)
    with path.open("wb") as file:
        rules.export_bpf(file)


def bubblewrap(filter_path: Path, program: list[str]) -> dict[str, list[str]] | None:
    """Return the lane command that runs `program` under bubblewrap; None if that is not here."""
    path = shutil.which("bwrap")
    if path is None:
        return None
    argv = [path, *_BUBBLEWRAP.split(), str(FILTER_FD), "--", *program]
    return {"argv": argv, "filter": [str(FILTER_FD), str(filter_path)]}


def nsjail(program: list[str]) -> dict[str, list[str]] | None:
    """Return the lane command that runs `program` under nsjail; None if that is not here.

    It is given the same: all namespaces, the host's root read-only, /proc, no capabilities, the
    same filter in its own language, and the limits by its own options.
    """
    path = shutil.which("nsjail")
    if path is None:
        return None
    ceilings = Policy.production().ceilings
    # By number: its language has names of its own for some calls (newfstat for fstat).
    numbers = (pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) for name in _ALLOWED.split())
    calls = ", ".join(f"SYSCALL[{number}]" for number in numbers)
    walls = {
        "--rlimit_as": ceilings.address_bytes >> 20,  # MiB
        "--rlimit_stack": ceilings.stack_bytes >> 20,
        "--rlimit_cpu": _cpu_seconds(),
        "--time_limit": math.ceil(ceilings.wall_seconds),
        "--seccomp_string": f"ALLOW {{ {calls} }} DEFAULT KILL_PROCESS",
    }
    options = [text for name, value in walls.items() for text in (name, str(value))]
    return {"argv": [path, *_NSJAIL.split(), *options, "--", *program]}


def interpreter(source: str, answer: int, *, sets_limits: bool) -> list[str]:
    """Return the command that evaluates `source` with the bare engine in a fresh interpreter.

    sets_limits  the job itself sets its rlimits once the engine is loaded: bubblewrap has no
                 options for them, and this is cheaper than one more exec of prlimit(1).
    """
    found = importlib.util.find_spec("_quickjs")
    if found is None or found.origin is None:
        raise ImportError("_quickjs is not installed")
    job = _JOB.format(
        heap_bytes=Policy.production().ceilings.heap_bytes,
        answer=answer,
        limits=_limits() if sets_limits else "",
    )
    packages = str(Path(found.origin).parent)
    return [sys.executable, "-I", "-S", "-c", job, packages, source]


def _limits() -> str:
    ceilings = Policy.production().ceilings
    wanted = {
        "AS": ceilings.address_bytes,
        "DATA": ceilings.data_bytes,
        "STACK": ceilings.stack_bytes,
        "CPU": _cpu_seconds(),
        **dict.fromkeys(("NPROC", "FSIZE", "CORE", "MEMLOCK", "MSGQUEUE", "NOFILE"), 0),
    }
    lines = (
        f"resource.setrlimit(resource.RLIMIT_{name}, ({n}, {n}))" for name, n in wanted.items()
    )
    return "\n".join(("import resource", *lines))


def _cpu_seconds() -> int:
    return math.ceil(Policy.production().ceilings.cpu_seconds) + 1
