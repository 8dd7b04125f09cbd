"""Wall `namespaces`: user, pid, mount, net, ipc, uts and cgroup, entered once by the template.

Theory of operation. An ordinary user may create a user namespace, and the capabilities that come
with it pay for the other six; so one unshare(2) with all flags works for root and for everyone
else. It comes before the walls `root` and `privileges`, because they use those capabilities, and
after `process`. It is paid once: a net namespace costs 1 to 1.7 ms, a fork of a process inside
costs nothing more. No interface is ever brought up, not even the loopback.

Who is uid 65534 inside depends on who asks (user_namespaces(7)):
  root    maps to 65534 the uid 65534 of outside, and becomes it. Mapping uid 0 would leave the
          workers kernel uid 0, for whom RLIMIT_NPROC does not count. A process can't write such a
          map for itself once it is inside, so a child, forked before, does it from outside. A root
          whose own namespace has no 65534 (one id mapped) is treated as anyone else.
  others  map to 65534 their own uid, the only map that an unprivileged process may write.
Both deny setgroups first: without that the kernel refuses an unprivileged gid map, and a group that
is denied access by its membership could be left.

A mapping needs /proc, and the files there belong to root while the process is not dumpable.

Inside, the number of further user namespaces is set to 0 while there is the capability for it: a
nested one would give its maker every capability again, whatever `privileges` took away, and only
the filter would stand in between.

After `apply` the caller is in every new namespace but that of pids: its next child is the first
process there, and when that ends, the kernel kills all others in it.
"""

from __future__ import annotations

import errno
import os

import prctl

from stockade_worker.jail import libc

NOBODY = 65534

# linux/sched.h; os.CLONE_* came with Python 3.12.
_NEW_MOUNT = 0x00020000
_NEW_CGROUP = 0x02000000
_NEW_UTS = 0x04000000
_NEW_IPC = 0x08000000
_NEW_USER = 0x10000000
_NEW_PID = 0x20000000
_NEW_NET = 0x40000000
_ALL = _NEW_USER | _NEW_PID | _NEW_MOUNT | _NEW_NET | _NEW_IPC | _NEW_UTS | _NEW_CGROUP

_MOST_NAMESPACES = "/proc/sys/user/max_user_namespaces"  # of the reader's own user namespace

# Switches of distributions: file, the value that forbids, what to do.
_SWITCHES = (
    (
        _MOST_NAMESPACES,
        "0",
        "sysctl user.max_user_namespaces=10000 (0 forbids user namespaces)",
    ),
    (
        "/proc/sys/kernel/unprivileged_userns_clone",
        "0",
        "sysctl kernel.unprivileged_userns_clone=1 (0 forbids user namespaces to ordinary users)",
    ),
    (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "give the interpreter an AppArmor profile with `userns,`, as Ubuntu 24.04 asks for",
    ),
)
_FILTERED = (
    "this process already has a seccomp filter, and docker's default one refuses unshare: give the"
    " container --security-opt seccomp=FILE, a profile with unshare, mount, umount2 and pivot_root"
)


def apply() -> None:
    """Enter the namespaces, as uid and gid 65534.

    Raises OSError. Afterwards PR_SET_PDEATHSIG may be cleared (the credentials have changed).
    Requires: single-threaded, /proc mounted, no child that anyone else waits for.
    """
    prctl.set_dumpable(1)  # it is 0 after a setuid; `privileges` puts it back
    own = os.open("/proc/self", os.O_PATH | os.O_DIRECTORY)
    try:
        if os.geteuid() == 0 and _is_nobody_mapped():
            _enter_as_root(own)
        else:
            _enter_as_user(own)
    finally:
        os.close(own)
    # All three of each: the maps above cover the effective ids only. This keeps the capabilities,
    # since uid 0 does not exist in there (capabilities(7), effect of user ID changes).
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    if can_forbid_nesting():
        _write(_MOST_NAMESPACES, "0")


def leave_group() -> None:
    """Leave the session and process group of outside: a signal to one's own group gets there.

    kill(2) with pid 0 does not ask in which pid namespace the members are. Raises OSError.
    Requires: the first child after apply().
    """
    os.setsid()


def can_forbid_nesting() -> bool:
    """Tell whether nested user namespaces can be forbidden: containers have /proc/sys read-only.

    A second line, like MDWE: the filter has no unshare and no clone.
    """
    return not os.statvfs(_MOST_NAMESPACES).f_flag & os.ST_RDONLY


def hint(error: OSError) -> str:
    """Say what an operator can do about `error`, from the switches that this host has."""
    if not os.path.exists("/proc/self/uid_map"):
        return "mount /proc: the ids of the user namespace are written there"
    if error.errno == errno.ENOSPC:
        return "raise user.max_user_namespaces, or look for a leak of namespaces (lsns -t user)"
    found = [advice for path, forbids, advice in _SWITCHES if _read(path).strip() == forbids]
    if "\nSeccomp:\t2" in _read("/proc/self/status"):
        found.append(_FILTERED)
    if error.errno == errno.EINVAL:
        found.append("the template must be single-threaded, and the kernel have all namespaces")
    return "; ".join(found) or "see user_namespaces(7): a chroot or a security module may forbid it"


def _enter_as_root(own: int) -> None:
    os.setgroups([])  # they would stay in force: nobody can leave them once setgroups is denied
    told, teller = os.pipe()
    mapper = os.fork()
    if mapper == 0:
        _map_when_told(own, told, teller)
    os.close(told)
    try:
        libc.unshare(_ALL)
        os.write(teller, b"m")
    finally:
        os.close(teller)  # without the byte the mapper reads the end and leaves
        _, status = os.waitpid(mapper, 0)
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        code = code if code > 0 else errno.ECHILD
        raise OSError(code, os.strerror(code), "uid_map")


def _map_when_told(own: int, told: int, teller: int) -> None:
    code = errno.EIO
    try:
        os.close(teller)
        if os.read(told, 1):
            _write_maps(own, NOBODY, NOBODY)
        code = 0
    except OSError as error:
        code = error.errno or errno.EIO
    finally:
        os._exit(code)


def _enter_as_user(own: int) -> None:
    uid, gid = os.geteuid(), os.getegid()  # they read 65534 once inside
    libc.unshare(_ALL)
    _write_maps(own, uid, gid)


def _write_maps(own: int, uid: int, gid: int) -> None:
    # Through a descriptor of the /proc directory: the pid may mean another process by now, and
    # this one's number differs between pid namespaces.
    lines = (
        ("setgroups", "deny"),
        ("uid_map", f"{NOBODY} {uid} 1"),
        ("gid_map", f"{NOBODY} {gid} 1"),
    )
    for name, line in lines:
        _write(name, line, own)


def _write(path: str, line: str, directory: int | None = None) -> None:
    file = os.open(path, os.O_WRONLY, dir_fd=directory)
    try:
        os.write(file, line.encode())
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None
    finally:
        os.close(file)


def _is_nobody_mapped() -> bool:
    return all(_is_in_map(_read(f"/proc/self/{name}")) for name in ("uid_map", "gid_map"))


def _is_in_map(text: str) -> bool:
    for line in text.splitlines():
        inside, _, count = map(int, line.split())
        if inside <= NOBODY < inside + count:
            return True
    return False


def _read(path: str) -> str:
    try:
        with open(path, encoding="ascii") as file:
            return file.read()
    except OSError:
        return ""
