"""Wall `landlock`: every access that the kernel can handle is denied, by a domain of one's own.

The ruleset has no rules: a right that is handled and not granted is denied. It is made once in
the template, with every right that the kernel's ABI knows, and enforced in each worker. Once in
the template would do for files, but not for signals and abstract sockets: those are scoped to the
domain, and the template's domain would hold all its workers.

It comes after the privileges, whose no_new_privs it needs, and after the wall `root`, since a
Landlock domain may not mount. It comes before the rlimits and the filter: both forbid what it
takes, a descriptor and three system calls.
"""

from __future__ import annotations

import errno
import fcntl
from os import close

from stockade_worker.jail import libc
from stockade_worker.jail.libc import landlock_restrict_self
from stockade_worker.jail.process import RULESET_FD

# linux/landlock.h: how many access bits exist from each ABI on, lowest bit first.
_FS_BITS = {1: 13, 2: 14, 3: 15, 5: 16}  # then REFER, TRUNCATE, IOCTL_DEV
_NET_BITS = {4: 2}  # BIND_TCP and CONNECT_TCP
_SCOPED_BITS = {6: 2}  # abstract UNIX sockets and signals

SCOPED_ABI = 6
"""The first ABI that keeps signals and abstract sockets inside."""


def prepare() -> int:
    """Return a descriptor of the ruleset, which the caller owns.

    Raises OSError. Its number is above those that process.take_pipes() moves to.
    """
    made = libc.landlock_create_ruleset(
        *(_mask(bits, abi()) for bits in (_FS_BITS, _NET_BITS, _SCOPED_BITS))
    )
    try:
        return fcntl.fcntl(made, fcntl.F_DUPFD_CLOEXEC, RULESET_FD + 1)
    finally:
        close(made)


def abi() -> int:
    """Return the ABI of this kernel; OSError if it has no Landlock."""
    return libc.landlock_abi()


def apply() -> None:
    """Enforce the ruleset on descriptor RULESET_FD, and close it.

    Raises OSError. Requires: no_new_privs, or CAP_SYS_ADMIN in the user namespace.
    """
    landlock_restrict_self(RULESET_FD)
    close(RULESET_FD)


def hint(error: OSError) -> str:
    """Say what an operator can do about `error`."""
    if error.errno in {errno.ENOSYS, errno.EOPNOTSUPP}:
        return (
            "Linux 5.13 with CONFIG_SECURITY_LANDLOCK is needed, and `landlock` in the boot"
            " parameter lsm= if there is one"
        )
    return "see landlock_restrict_self(2); a process can nest 16 domains"


def _mask(bits: dict[int, int], known: int) -> int:
    # A later ABI than the last one listed gets the rights that are listed.
    count = max((count for since, count in bits.items() if since <= known), default=0)
    return (1 << count) - 1
