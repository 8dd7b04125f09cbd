"""A worker in an attacker's hands reaches no file of the host, and leaves none.

It can name none, it holds none, it can make none. The rows of duals.py say which walls are behind
the filter for each of these.
"""

from __future__ import annotations

import os

from tests.breach.conftest import forbidden
from tests.breach.supervising import Breach

from stockade_policies import Wall

HERE = -100  # linux/fcntl.h: AT_FDCWD
SECRETS = "/etc/shadow"

CALLS = [
    # To open.
    ("open", SECRETS, 0),
    ("openat", HERE, SECRETS, 0),
    ("openat2", HERE, SECRETS, "@data", 24),
    ("creat", "/tmp/left-behind", 0o600),
    ("open_by_handle_at", HERE, "@data", 0),
    ("name_to_handle_at", HERE, SECRETS, "@data", "@data", 0),
    ("memfd_create", "program", 1),
    ("memfd_secret", 0),
    # To look around.
    ("stat", SECRETS, "@data"),
    ("lstat", SECRETS, "@data"),
    ("fstat", 3, "@data"),
    ("newfstatat", HERE, SECRETS, "@data", 0),
    ("statx", HERE, SECRETS, 0, 0xFFF, "@data"),
    ("statfs", "/", "@data"),
    ("access", SECRETS, 0),
    ("faccessat", HERE, SECRETS, 0),
    ("faccessat2", HERE, SECRETS, 0, 0),
    ("readlink", "/proc/self/exe", "@data", 4096),
    ("readlinkat", HERE, "/proc/self/exe", "@data", 4096),
    ("getdents64", 3, "@data", 4096),
    ("getcwd", "@data", 4096),
    ("getxattr", SECRETS, "user.x", "@data", 4096),
    ("inotify_init1", 0),
    ("fanotify_init", 0, 0),
    # To read and write by other calls than the two that are allowed.
    ("pread64", 3, "@data", 1, 0),
    ("readv", 3, "@data", 1),
    ("preadv2", 3, "@data", 1, 0, 0, 0),
    ("pwrite64", 4, "@data", 1, 0),
    ("writev", 4, "@data", 1),
    ("pwritev2", 4, "@data", 1, 0, 0, 0),
    ("sendfile", 4, 3, 0, 1),
    ("copy_file_range", 3, 0, 4, 0, 1, 0),
    ("splice", 3, 0, 4, 0, 1, 0),
    ("tee", 3, 4, 1, 0),
    ("vmsplice", 4, "@data", 1, 0),
    ("lseek", 3, 0, 0),
    # To make, change and take away.
    ("mkdir", "/tmp/left-behind", 0o700),
    ("mkdirat", HERE, "/tmp/left-behind", 0o700),
    ("mknod", "/tmp/left-behind", 0o10600, 0),
    ("mknodat", HERE, "/tmp/left-behind", 0o10600, 0),
    ("link", SECRETS, "/tmp/left-behind"),
    ("linkat", HERE, SECRETS, HERE, "/tmp/left-behind", 0),
    ("symlink", SECRETS, "/tmp/left-behind"),
    ("symlinkat", SECRETS, HERE, "/tmp/left-behind"),
    ("unlink", "/tmp/no-such-file"),
    ("unlinkat", HERE, "/tmp/no-such-file", 0),
    ("rename", "/tmp/no-such-file", "/tmp/left-behind"),
    ("renameat2", HERE, "/tmp/no-such-file", HERE, "/tmp/left-behind", 0),
    ("chmod", "/tmp/no-such-file", 0o777),
    ("fchmod", 3, 0o777),
    ("fchmodat", HERE, "/tmp/no-such-file", 0o777),
    ("chown", "/tmp/no-such-file", 0, 0),
    ("fchownat", HERE, "/tmp/no-such-file", 0, 0, 0),
    ("utimensat", HERE, "/tmp/no-such-file", 0, 0),
    ("setxattr", "/tmp/no-such-file", "user.x", "@data", 1, 0),
    ("truncate", "/tmp/no-such-file", 0),
    ("ftruncate", 4, 0),
    ("fallocate", 4, 0, 0, 1),
    ("flock", 3, 2),
    # To have another root, another directory, another file system.
    ("chdir", ".."),
    ("fchdir", 3),
    ("chroot", "/"),
    ("pivot_root", ".", "."),
    ("mount", "none", "/", "tmpfs", 0, 0),
    ("umount2", "/", 2),
    ("move_mount", HERE, "/", HERE, "/", 0),
    ("mount_setattr", HERE, "/", 0, "@data", 32),
    ("open_tree", HERE, "/", 0),
    ("fsopen", "tmpfs", 0),
    ("fsconfig", 3, 0, "source", 0, 0),
    ("fsmount", 3, 0, 0),
    ("fspick", HERE, "/", 0),
    ("quotactl", 0, 0, 0, 0),
    ("acct", "/tmp/left-behind"),
    ("swapon", "/tmp/left-behind", 0),
    ("swapoff", "/tmp/left-behind"),
]

WAYS_OUT = [
    "/etc/passwd",
    "/../../etc/passwd",
    "../../../../etc/passwd",
    "/proc/self/mem",
    "/proc/self/root/etc/passwd",
    "/proc/1/root/etc/passwd",
    "/proc/1/ns/net",
    "/proc/sys/kernel/core_pattern",
    "/dev/null",
    "/dev/mem",
    "/sys/fs/cgroup",
    "/tmp",
    "/run",
]


def test_every_call_that_names_or_touches_a_file_kills(breach: Breach) -> None:
    assert forbidden(breach, CALLS, at_least=60) == {}


def test_behind_the_filter_there_is_no_file_to_name(breach: Breach) -> None:
    waive = [Wall.SECCOMP, Wall.RLIMITS, Wall.LANDLOCK]
    found = breach.run_all((("files.open_path", path) for path in WAYS_OUT), waive=waive)
    assert set(found.values()) == {"ENOENT"}


def test_behind_that_landlock_refuses_them(breach: Breach) -> None:
    waive = [Wall.SECCOMP, Wall.RLIMITS, Wall.ROOT]
    here = [path for path in WAYS_OUT if os.path.exists(path)]
    found = breach.run_all((("files.open_path", path) for path in here), waive=waive)
    assert set(found.values()) == {"EACCES"}
