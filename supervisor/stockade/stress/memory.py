"""Resident memory over a run: is it flat?

The supervisor's is judged by a line through all samples after warm-up, so that a late peak is not
taken for a trend; a template's, which does the same thing over and over, by its first and last.
"""

from __future__ import annotations

from dataclasses import dataclass, field

WARMUP_SHARE = 0.2
"""Of the run: until then caches fill, and every kind of job has been met."""


@dataclass(slots=True, kw_only=True)
class Trend:
    """A least-squares line through (jobs ended, bytes), in constant space."""

    count: int = 0
    first_jobs: int = 0
    last_jobs: int = 0
    last_bytes: int = 0
    peak_bytes: int = 0
    _x: float = 0.0
    _y: float = 0.0
    _xx: float = 0.0
    _xy: float = 0.0

    def note(self, jobs: int, rss_bytes: int) -> None:
        """Add a sample."""
        if not self.count:
            self.first_jobs = jobs
        self.count += 1
        self.last_jobs, self.last_bytes = jobs, rss_bytes
        self.peak_bytes = max(self.peak_bytes, rss_bytes)
        x, y = float(jobs - self.first_jobs), float(rss_bytes)
        self._x += x
        self._y += y
        self._xx += x * x
        self._xy += x * y

    @property
    def slope(self) -> float:
        """Bytes per job; 0.0 for fewer than two samples at different jobs."""
        spread = self.count * self._xx - self._x**2
        return (self.count * self._xy - self._x * self._y) / spread if spread > 0 else 0.0

    @property
    def growth_bytes(self) -> float:
        """The line's rise from the first sample to the last."""
        return self.slope * (self.last_jobs - self.first_jobs)


@dataclass(slots=True)
class Templates:
    """The growth of each template over its life."""

    _lives: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def note(self, pid: int, started: int, rss_bytes: int) -> None:
        """Add a sample of the template of that pid and start."""
        first, _ = self._lives.get((pid, started), (rss_bytes, 0))
        self._lives[pid, started] = first, rss_bytes

    @property
    def count(self) -> int:
        """How many have been seen."""
        return len(self._lives)

    @property
    def growth_bytes(self) -> int:
        """By how much the one grew that grew most."""
        return max((last - first for first, last in self._lives.values()), default=0)
