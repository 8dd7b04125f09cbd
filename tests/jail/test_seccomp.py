"""The wall `seccomp`: from a sealed worker, anything but eleven system calls is death by SIGSYS."""

from __future__ import annotations

import mmap
import os
import signal
import socket
from typing import TYPE_CHECKING

import pyseccomp
import pytest

from stockade_policies import Wall
from stockade_worker.jail import seccomp

if TYPE_CHECKING:
    from tests.jail.conftest import InJail, InJails

SIGSYS = int(signal.SIGSYS)
X86_ONLY = pytest.mark.skipif(os.uname().machine != "x86_64", reason="a gate of x86_64 only")

FORBIDDEN = """
    open openat openat2 creat socket socketpair connect bind listen accept accept4
    fork vfork clone clone3 execve execveat ptrace process_vm_readv process_vm_writev
    kill tgkill tkill rt_sigqueueinfo pidfd_open pidfd_getfd pidfd_send_signal
    io_uring_setup io_uring_enter io_uring_register io_setup userfaultfd
    keyctl add_key request_key bpf perf_event_open unshare setns
    mount umount2 mount_setattr move_mount fsopen fsconfig fsmount fspick open_tree
    pivot_root chroot chdir fchdir mknod mknodat mkdir mkdirat unlink unlinkat rename renameat2
    link linkat symlink symlinkat chmod fchmod fchmodat chown fchownat truncate ftruncate fallocate
    stat fstat newfstatat statx access faccessat faccessat2 readlink readlinkat getdents64 getcwd
    mprotect pkey_mprotect pkey_alloc mlock mlock2 mlockall mseal msync mincore remap_file_pages
    memfd_create memfd_secret ioctl fcntl flock dup dup2 dup3 close close_range pipe pipe2
    lseek pread64 pwrite64 readv writev preadv2 pwritev2 sendfile copy_file_range
    sendto recvfrom sendmsg recvmsg sendmmsg recvmmsg shutdown getsockopt setsockopt
    prctl seccomp arch_prctl modify_ldt personality setrlimit getrlimit prlimit64 getrusage
    setuid setgid setresuid setresgid setgroups capset capget setfsuid setsid setpgid
    sched_setaffinity sched_setscheduler sched_setattr setpriority ioprio_set sched_yield
    name_to_handle_at open_by_handle_at kcmp process_madvise process_mrelease
    shmget shmat msgget msgsnd semget semop mq_open mq_unlink
    timer_create timerfd_create setitimer alarm clock_settime clock_adjtime settimeofday
    inotify_init1 fanotify_init epoll_create1 epoll_wait eventfd2 signalfd4 poll ppoll select
    pselect6 splice vmsplice tee landlock_create_ruleset landlock_add_rule landlock_restrict_self
    rseq set_robust_list get_robust_list set_tid_address membarrier getrandom nanosleep
    clock_nanosleep syslog reboot swapon swapoff kexec_load kexec_file_load
    init_module finit_module delete_module mbind set_mempolicy migrate_pages move_pages
    get_mempolicy acct quotactl sethostname setdomainname vhangup iopl ioperm lookup_dcookie
    uname sysinfo getpid getppid gettid getuid times rt_sigaction rt_sigprocmask sigaltstack
    restart_syscall exit wait4 waitid pause futex_waitv futex_wake futex_wait
""".split()  # noqa: SIM905  # as a text it can be read

# uretprobe and uprobe: kernel/seccomp.c, seccomp_uprobe_exception(), passes them by every filter.
# They are for the kernel's own trampolines; from anywhere else they do nothing (SIGILL, ENXIO).
PROBES = {335, 336} if os.uname().machine == "x86_64" else set()

# Calls that the filter lets through with other arguments than these.
PRIVATE = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
READ_WRITE = mmap.PROT_READ | mmap.PROT_WRITE
PAGE = mmap.PAGESIZE
MAP_FIXED = 0x10
TWISTED: list[tuple[str, tuple[int | str, ...]]] = [
    *(("read", (fd, "data", 1)) for fd in (0, 1, 2, 4, 5, 77, 1 << 31)),
    *(("write", (fd, "data", 1)) for fd in (0, 1, 2, 3, 5, 77, 1 << 31)),
    ("mmap", (0, PAGE, mmap.PROT_READ | mmap.PROT_EXEC, PRIVATE, -1, 0)),
    ("mmap", (0, PAGE, READ_WRITE | mmap.PROT_EXEC, PRIVATE, -1, 0)),
    ("mmap", (0, PAGE, READ_WRITE | 1 << 40, PRIVATE, -1, 0)),
    ("mmap", (0, PAGE, READ_WRITE, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS, -1, 0)),
    ("mmap", ("data", PAGE, READ_WRITE, PRIVATE | MAP_FIXED, -1, 0)),
    ("mmap", (0, PAGE, READ_WRITE, mmap.MAP_PRIVATE, 3, 0)),
    ("mmap", (0, PAGE, READ_WRITE, PRIVATE, 3, 0)),
    *(("mremap", ("data", PAGE, PAGE, flags, 0)) for flags in (0, 2, 3, 5)),
    *(("madvise", ("data", PAGE, advice)) for advice in (0, 8, 9, 10, 12, 14, 22, 23, 100)),
    *(("futex", ("data", operation, 1)) for operation in (0, 1, 2, 3, 4, 6, 9, 11, 12, 134, 256)),
    *(("clock_gettime", (clock, "data")) for clock in (8, 16, -1, -2, -6, 1 << 31)),
]
STRAIGHT: list[tuple[str, tuple[int | str, ...]]] = [
    ("read", (3, "data", 1)),
    ("write", (4, "data", 0)),
    ("mmap", (0, PAGE, READ_WRITE, PRIVATE, -1, 0)),
    ("mmap", (0, PAGE, READ_WRITE, PRIVATE, 0xFFFFFFFF, 0)),  # as a C int in a wide register
    ("mremap", ("data", PAGE, PAGE, 1, 0)),
    ("madvise", ("data", PAGE, mmap.MADV_DONTNEED)),
    ("futex", ("data", 128, 1)),  # another value than the page's: EAGAIN
    ("futex", ("data", 129, 1)),
    *(("clock_gettime", (clock, "data")) for clock in range(8)),
    ("munmap", ("data", PAGE)),
    ("brk", (0,)),
]


def number_of(name: str) -> int:
    """Return the native number of a system call, negative if there is none."""
    return int(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name))


def test_a_sealed_worker_can_read_write_compute_and_free(in_jail: InJail) -> None:
    ending = in_jail("live")
    assert (ending.value, ending.exit_code) == ("go", 0)


def test_each_forbidden_call_kills(in_jails: InJails) -> None:
    numbers = {name: number for name in FORBIDDEN if (number := number_of(name)) >= 0}
    assert len(numbers) > 150
    endings = in_jails([("syscall", number) for number in numbers.values()])
    signals = {name: ending.signal for name, ending in zip(numbers, endings, strict=True)}
    assert signals == dict.fromkeys(numbers, SIGSYS)


def test_each_number_outside_the_list_kills(in_jails: InJails) -> None:
    """Whatever the list above forgets, and what kernels to come will call these numbers."""
    allowed = {number_of(name) for name in seccomp.ALLOWED} | PROBES
    numbers = [number for number in (*range(560), 4095, -1) if number not in allowed]
    endings = in_jails([("syscall", number) for number in numbers])
    survived = {n: e for n, e in zip(numbers, endings, strict=True) if e.signal != SIGSYS}
    assert not survived


@X86_ONLY
def test_what_the_kernel_lets_through_any_filter_is_harmless(in_jails: InJails) -> None:
    endings = in_jails([("syscall", number) for number in sorted(PROBES)])
    harmless = {SIGSYS, int(signal.SIGILL), "ENXIO", "ENOSYS"}
    assert {ending.errno or ending.signal for ending in endings} <= harmless


def test_the_list_is_eleven_calls() -> None:
    assert len(seccomp.ALLOWED) == 11


def test_an_allowed_call_with_other_arguments_kills(in_jails: InJails) -> None:
    endings = in_jails([("syscall", number_of(name), *rest) for name, rest in TWISTED])
    survived = {call: e for call, e in zip(TWISTED, endings, strict=True) if e.signal != SIGSYS}
    assert not survived


def test_an_allowed_call_with_its_own_arguments_returns(in_jails: InJails) -> None:
    endings = in_jails([("syscall", number_of(name), *rest) for name, rest in STRAIGHT])
    died = {call: e for call, e in zip(STRAIGHT, endings, strict=True) if e.signal}
    assert not died


def test_running_out_of_memory_does_not_look_like_an_attack(in_jails: InJails) -> None:
    """In small blocks (brk), large ones (mmap), and one that grows (mremap)."""
    endings = in_jails([("eat", 1000), ("eat", 100_000), ("eat", 10_000_000), ("grow",)])
    assert [ending.value for ending in endings] == ["MemoryError"] * 4


@X86_ONLY
def test_no_other_architecture_is_a_way_round(in_jails: InJails) -> None:
    gates = [("call_i386",), ("call_x32_getpid",), ("call_vsyscall",)]
    assert [ending.signal for ending in in_jails(gates)] == [SIGSYS] * 3
    # What lies behind depends on how the kernel was built: a pid, ENOSYS, SIGSEGV.
    assert SIGSYS not in [ending.signal for ending in in_jails(gates, waive=[Wall.SECCOMP])]


def test_no_memory_becomes_executable(in_jails: InJails) -> None:
    ways = [("map_executable",), ("protect_executable",)]
    assert [ending.signal for ending in in_jails(ways)] == [SIGSYS] * 2
    without_both = [Wall.SECCOMP, Wall.PRIVILEGES]  # MDWE is the second line
    endings = in_jails(ways, waive=without_both)
    assert [ending.value for ending in endings] == ["mapped", "executable"]


def test_without_this_wall_another_one_catches_most(in_jails: InJails) -> None:
    """The dual: what would happen, and which wall sees to it."""
    new_user_namespace = 0x10000000
    caught: dict[tuple[str | int, ...], str] = {
        ("open_path", "/etc/passwd"): "EMFILE",  # rlimits
        ("open_socket", socket.AF_UNIX, socket.SOCK_STREAM): "EMFILE",  # rlimits
        ("fork",): "EAGAIN",  # rlimits
        ("signal_template",): "EPERM",  # landlock
        ("create_file", "/x"): "EROFS",  # root
        ("set_hostname",): "EPERM",  # privileges
        ("chroot", "/"): "EPERM",  # privileges
        ("protect_executable",): "EACCES",  # privileges: MDWE
        ("steal_from_template", number_of("process_vm_readv")): "EPERM",  # privileges, landlock
        ("signal_host",): "ESRCH",  # namespaces
        ("syscall", number_of("unshare"), new_user_namespace): "ENOSPC",  # namespaces
    }
    endings = in_jails(list(caught), waive=[Wall.SECCOMP])
    assert {a: e.errno for a, e in zip(caught, endings, strict=True)} == caught


def test_without_this_wall_some_things_go_through(in_jails: InJails) -> None:
    """The rest of the dual: this much only seccomp stops."""
    numbers = [number_of(name) for name in ("getpid", "uname", "sched_yield", "getrandom")]
    endings = in_jails([("syscall", number, "data") for number in numbers], waive=[Wall.SECCOMP])
    assert [ending.errno or ending.signal for ending in endings] == [0, 0, 0, 0]
