"""Wall `privileges`: no capability, none to gain, and nothing to see from outside.

Each step but the last needs something that a later one takes away:
  1. securebits, locked: from then on uid 0 and a setuid file mean nothing. It needs CAP_SETPCAP,
     so it must come before the sets are emptied, or EPERM.
  2. the bounding set, one capability at a time; CAP_SETPCAP again.
  3. the ambient set, then the permitted, effective and inheritable ones.
  4. no_new_privs, without which an ordinary user may load neither Landlock nor a filter.
  5. not dumpable: no core file, no ptrace and no /proc/PID/mem from a process of the same uid.
  6. MDWE: the kernel refuses memory that is writable and executable, or becomes executable.
Everything here is inherited by fork and can't be undone.
"""

from __future__ import annotations

import errno

import prctl

from stockade_worker.jail import libc

# linux/securebits.h: NOROOT, NO_SETUID_FIXUP and NO_CAP_AMBIENT_RAISE set, KEEP_CAPS clear, and
# the lock of all four. python-prctl refuses the ambient ones, hence the raw call.
_SECUREBITS = 0b11_10_11_11

# linux/prctl.h
_PR_CAPBSET_DROP = 24
_PR_SET_SECUREBITS = 28
_PR_CAP_AMBIENT = 47
_PR_CAP_AMBIENT_CLEAR_ALL = 4
_PR_SET_MDWE = 65
_PR_GET_MDWE = 66
_PR_MDWE_REFUSE_EXEC_GAIN = 1


def apply() -> None:
    """Drop every privilege for good. Raises OSError.

    Requires: CAP_SETPCAP in the caller's user namespace; everything that needs executable memory
    (callbacks of ctypes) made already.
    """
    libc.prctl(_PR_SET_SECUREBITS, _SECUREBITS)
    _empty_bounding_set()
    libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    libc.capset(0, 0, 0)
    forbid_new_privileges()
    prctl.set_dumpable(0)
    if has_mdwe():
        libc.prctl(_PR_SET_MDWE, _PR_MDWE_REFUSE_EXEC_GAIN)


def forbid_new_privileges() -> None:
    """Set no_new_privs; alone, where this wall is waived and the ones after it still need it."""
    prctl.set_no_new_privs(1)


def has_mdwe() -> bool:
    """Tell whether the kernel can refuse executable memory (Linux 6.3).

    Without it seccomp alone does so: MDWE is the second line, and its absence no failure.
    """
    try:
        libc.prctl(_PR_GET_MDWE)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        return False
    return True


def hint(error: OSError) -> str:
    """Say what an operator can do about `error`."""
    if error.errno == errno.EPERM:
        return "CAP_SETPCAP is missing; the wall `namespaces` gives it: keep both or waive both"
    return "see prctl(2) and capabilities(7); Linux 4.3 has all that is required"


def _empty_bounding_set() -> None:
    # By number until the kernel knows no more: python-prctl refuses numbers that its build did not
    # know, so a capability of a newer kernel would stay.
    for capability in range(64):
        try:
            libc.prctl(_PR_CAPBSET_DROP, capability)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            return
