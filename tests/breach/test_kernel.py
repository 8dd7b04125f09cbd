"""A worker in an attacker's hands meets as little of the kernel as eleven calls can show.

What is here are doors to large or often broken parts of it, to the machine, and to the worker's own
confinement; besides, all that tells where the attacker is.
"""

from __future__ import annotations

from tests.breach.conftest import forbidden
from tests.breach.supervising import Breach

DOORS = [
    ("io_uring_setup", 1, "@data"),
    ("io_uring_enter", 3, 1, 0, 0, 0, 0),
    ("io_uring_register", 3, 0, 0, 0),
    ("io_setup", 1, "@data"),
    ("bpf", 0, "@data", 72),
    ("perf_event_open", "@data", 0, -1, -1, 0),
    ("userfaultfd", 0),
    ("epoll_create1", 0),
    ("epoll_wait", 3, "@data", 1, 0),
    ("eventfd2", 0, 0),
    ("signalfd4", -1, "@data", 8, 0),
    ("timerfd_create", 0, 0),
    ("timer_create", 0, 0, "@data"),
    ("setitimer", 0, "@data", 0),
    ("alarm", 1),
    ("ioctl", 3, 0x5412, "@data"),  # TIOCSTI: type into somebody's terminal
    ("fcntl", 3, 0, 100),
    ("dup", 3),
    ("dup2", 3, 100),
    ("dup3", 3, 100, 0),
    ("close", 3),
    ("close_range", 0, 100, 0),
    ("pipe", "@data"),
    ("pipe2", "@data", 0),
    ("poll", "@data", 1, 0),
    ("ppoll", "@data", 1, 0, 0, 8),
    ("select", 1, "@data", 0, 0, "@data"),
    ("pselect6", 1, "@data", 0, 0, 0, 0),
]
MACHINE = [
    ("reboot", 0xFEE1DEAD, 672274793, 0x1234567, 0),
    ("kexec_load", 0, 0, 0, 0),
    ("kexec_file_load", 3, 3, 0, 0, 0),
    ("init_module", "@data", 1, ""),
    ("finit_module", 3, "", 0),
    ("delete_module", "no-such-module", 0),
    ("iopl", 3),
    ("ioperm", 0x60, 1, 1),
    ("settimeofday", "@data", 0),
    ("clock_settime", 0, "@data"),
    ("clock_adjtime", 0, "@data"),
    ("adjtimex", "@data"),
    ("syslog", 3, "@data", 4096),
    ("vhangup",),
    ("lookup_dcookie", 0, "@data", 4096),
]
CONFINEMENT = [
    ("prctl", 22, 0),  # PR_SET_SECCOMP
    ("prctl", 4, 1),  # PR_SET_DUMPABLE
    ("prctl", 1, 0),  # PR_SET_PDEATHSIG
    ("seccomp", 1, 0, "@data"),
    ("arch_prctl", 0x1002, "@data"),
    ("modify_ldt", 1, "@data", 16),
    ("personality", 0x0040000),  # ADDR_NO_RANDOMIZE
    ("setrlimit", 7, "@data"),
    ("prlimit64", 0, 7, "@data", 0),
    ("landlock_create_ruleset", 0, 0, 1),
    ("landlock_add_rule", 3, 1, "@data", 0),
    ("landlock_restrict_self", 3, 0),
    ("rt_sigaction", 31, "@data", 0, 8),  # a handler for SIGSYS
    ("rt_sigprocmask", 0, "@data", 0, 8),
    ("sigaltstack", "@data", 0),
    ("restart_syscall",),
    ("rseq", "@data", 32, 0, 0),
    ("set_robust_list", "@data", 24),
    ("set_tid_address", "@data"),
    ("membarrier", 0, 0, 0),
    ("mprotect", "@data", 4096, 5),
    ("pkey_mprotect", "@data", 4096, 5, -1),
    ("pkey_alloc", 0, 0),
    ("mlock", "@data", 4096),
    ("mlock2", "@data", 4096, 0),
    ("mlockall", 1),
    ("msync", "@data", 4096, 4),
    ("mincore", "@data", 4096, "@data"),
    ("remap_file_pages", "@data", 4096, 0, 0, 0),
    ("mbind", "@data", 4096, 0, 0, 0, 0),
    ("set_mempolicy", 0, 0, 0),
    ("get_mempolicy", "@data", 0, 0, 0, 0),
    ("futex_waitv", "@data", 1, 0, 0, 0),
    ("futex_wake", "@data", 1, 1, 2),
    ("futex_wait", "@data", 0, 1, 2, 0, 0),
    ("mseal", "@data", 4096, 0),
    ("nanosleep", "@data", 0),
    ("clock_nanosleep", 0, 0, "@data", 0),
    ("pause",),
    ("sched_yield",),
    ("exit", 0),
]
IDENTITY = [
    ("uname", "@data"),
    ("sysinfo", "@data"),
    ("getpid",),
    ("getppid",),
    ("gettid",),
    ("getuid",),
    ("getgroups", 16, "@data"),
    ("capget", "@data", "@data"),
    ("getrlimit", 7, "@data"),
    ("getrusage", 0, "@data"),
    ("times", "@data"),
    ("getcpu", "@data", 0, 0),
    ("getrandom", "@data", 16, 0),
]


def test_every_door_to_another_part_of_the_kernel_kills(breach: Breach) -> None:
    assert forbidden(breach, DOORS, at_least=22) == {}


def test_every_call_that_is_about_the_whole_machine_kills(breach: Breach) -> None:
    assert forbidden(breach, MACHINE, at_least=11) == {}


def test_every_call_that_could_loosen_the_jail_kills(breach: Breach) -> None:
    assert forbidden(breach, CONFINEMENT, at_least=32) == {}


def test_every_call_that_tells_where_one_is_kills(breach: Breach) -> None:
    assert forbidden(breach, IDENTITY, at_least=12) == {}
