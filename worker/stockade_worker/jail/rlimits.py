"""Wall `rlimits`: what the kernel counts for one process.

Planned once in the template, set in each worker: the template itself must fork and open. They come
after the descriptors are in place and Landlock stands (NOFILE 0 and both would fail), before the
filter, which forbids setrlimit.

NPROC does not bind kernel uid 0, not even inside a user namespace: that is why the namespaces map
uid 65534, and the filter has no fork in any case. FSIZE does not count pipes. DATA counts private
writable memory since Linux 4.7, AS every mapping, neither what is shared with the template.
"""

from __future__ import annotations

import errno
import math
import resource
from resource import setrlimit

from stockade_policies.policy import Policy

Plan = tuple[tuple[int, tuple[int, int]], ...]
"""Pairs of a resource and its (soft, hard) limits."""

_DENIED = (
    resource.RLIMIT_NPROC,
    resource.RLIMIT_FSIZE,
    resource.RLIMIT_CORE,
    resource.RLIMIT_MEMLOCK,
    resource.RLIMIT_MSGQUEUE,
    resource.RLIMIT_NOFILE,
)
_NOTHING = (0, 0)


def plan(policy: Policy) -> Plan:
    """Return the limits that `policy` gives a worker; the others are 0. See getrlimit(2).

    No limit is above what this process has as its hard limit: only the host's root could raise it.
    """
    ceilings = policy.ceilings
    cpu = math.ceil(ceilings.cpu_seconds) + 1
    stack = stack_bytes(policy)
    wanted = (
        (resource.RLIMIT_AS, ceilings.address_bytes, ceilings.address_bytes),
        (resource.RLIMIT_DATA, ceilings.data_bytes, ceilings.data_bytes),
        # SIGXCPU, and a second later SIGKILL for a worker that has taken hold of the signal.
        (resource.RLIMIT_CPU, cpu, cpu + 1),
        (resource.RLIMIT_STACK, stack, stack),
    )
    return tuple((kind, _lowered(kind, soft, hard)) for kind, soft, hard in wanted)


def stack_bytes(policy: Policy) -> int:
    """Return the stack that a worker really has: the policy's, or less.

    A limit raised now would be worth nothing: exec placed the other mappings below the stack at the
    distance that the limit had then.
    """
    return _least(policy.ceilings.stack_bytes, resource.getrlimit(resource.RLIMIT_STACK)[0])


def apply(plan: Plan) -> None:
    """Set the planned limits and those that are 0 under any policy, for good. Raises OSError."""
    for kind, limits in plan:
        setrlimit(kind, limits)
    for kind in _DENIED:
        setrlimit(kind, _NOTHING)


def hint(error: OSError) -> str:
    """Say what an operator can do about `error`."""
    if error.errno == errno.EPERM:
        return "the template's hard limits were lowered after it had planned"
    return "see getrlimit(2)"


def _lowered(kind: int, soft: int, hard: int) -> tuple[int, int]:
    highest = resource.getrlimit(kind)[1]
    return _least(soft, highest), _least(hard, highest)


def _least(wanted: int, limit: int) -> int:
    return wanted if limit == resource.RLIM_INFINITY else min(wanted, limit)
