"""Wall `root`: an empty, tiny, read-only file system as the root.

pivot_root(2) and not chroot(2): after it the old tree is not merely out of reach, it is not mounted
in this namespace, so there is nothing to climb back to with `..` or a kept directory. There is no
/proc inside, hence no /proc/self/mem, no /proc/PID/root and no list of processes.

It comes after the namespaces, whose user namespace gives the capability to mount and whose mount
namespace keeps all this away from the host, and before the privileges, which take the capability
away. Whatever needs a file (imports, the time zone, `/proc/self/uid_map`) has been done before.
"""

from __future__ import annotations

import errno
import os

from stockade_worker.jail import libc

# Flags of mount(2) and umount2(2), from linux/mount.h.
_RDONLY = 1
_NOSUID = 2
_NODEV = 4
_NOEXEC = 8
_REMOUNT = 32
_RECURSIVE = 16384
_PRIVATE = 1 << 18
_DETACH = 2  # MNT_DETACH

_FLAGS = _NOSUID | _NODEV | _NOEXEC
# One page and the root's own inode are the least that tmpfs takes: 0 means no limit.
_TMPFS = "size=4k,nr_inodes=1,mode=0555"
# Any directory serves as a mount point, for a moment. /tmp need not exist; one of these does, or
# the interpreter could not have been started.
_MOUNT_POINTS = ("/proc", "/dev", "/usr", "/lib", "/etc")


def apply() -> None:
    """Replace the root by an empty tmpfs, read-only.

    Raises OSError. Requires: a mount namespace of its own with CAP_SYS_ADMIN over it. The whole
    mount namespace moves: other processes in it (the waiting parent) have the new root too.
    """
    # First: with shared propagation every mount below would show up on the host.
    libc.mount("none", "/", "", _RECURSIVE | _PRIVATE)
    target = next((path for path in _MOUNT_POINTS if os.path.isdir(path)), None)
    if target is None:
        raise OSError(errno.ENOENT, "no directory to mount on", "mount")
    libc.mount("tmpfs", target, "tmpfs", _FLAGS, _TMPFS)
    os.chdir(target)
    # Both in one place: the old root comes to lie over the new one, and is taken off by its name
    # (pivot_root(2), `pivot_root(".", ".")`), so the new root needs no directory for it.
    libc.pivot_root(".", ".")
    libc.umount2(".", _DETACH)
    os.chdir("/")
    libc.mount("none", "/", "", _REMOUNT | _RDONLY | _FLAGS, _TMPFS)


def hint(error: OSError) -> str:
    """Say what an operator can do about `error`."""
    if error.errno == errno.EINVAL:
        return "an initial ramfs can't be pivoted (pivot_root(2)): switch_root to a real root first"
    if error.errno in {errno.EPERM, errno.EACCES}:
        return "a security module or a container profile forbids mounting in a user namespace"
    return "tmpfs is needed (CONFIG_TMPFS)"
