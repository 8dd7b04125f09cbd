"""The numbers that a pool must not pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from os import sched_getaffinity

from stockade_policies.bounds import seconds, whole
from stockade_policies.ceilings import GIB, MIB


def _usable_cpus() -> int:
    return len(sched_getaffinity(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolLimits:
    """What one pool may hold.

    workers        runs at the same time; default: the CPUs that this process may use; 1 to 4096.
    spares         workers that are sealed and wait for a job, besides those that run; 0 to 4096.
    queue_length   jobs that wait for a worker; one more is rejected; 0 to 1_000_000.
    rss_bytes      resident memory of all workers together, sampled with psutil; 16 MiB to 1.5 TiB.
                   0, the default, is replaced by 192 MiB (one `production` worker) for each of
                   workers + spares: 1.5 TiB for the largest pool.
    drain_seconds  how long close() lets runs end by themselves; >= 0, <= 600.
    start_seconds  from the template's exec until it is ready; > 0, <= 120.

    Raises PolicyError.
    """

    workers: int = field(default_factory=_usable_cpus)
    spares: int = 2
    queue_length: int = 1024
    rss_bytes: int = 0
    drain_seconds: float = 5.0
    start_seconds: float = 10.0

    def __post_init__(self) -> None:
        whole("workers", self.workers, 1, 4096)
        whole("spares", self.spares, 0, 4096)
        whole("queue_length", self.queue_length, 0, 1_000_000)
        if type(self.rss_bytes) is int and self.rss_bytes == 0:
            object.__setattr__(self, "rss_bytes", (self.workers + self.spares) * 192 * MIB)
        whole("rss_bytes", self.rss_bytes, 16 * MIB, 1536 * GIB)
        drain = seconds("drain_seconds", self.drain_seconds, 600, zero=True)
        object.__setattr__(self, "drain_seconds", drain)
        start = seconds("start_seconds", self.start_seconds, 120)
        object.__setattr__(self, "start_seconds", start)
