"""Do early what a sealed worker could not do, or should not pay for when its job has come.

The first use of the clock opens the zone file; the first use of a code path faults in its pages and
grows its caches. In the template this happens once, and every fork inherits it.
"""

from __future__ import annotations

import os
import time

from stockade_policies import Policy
from stockade_worker import wire

from .engine import Engine
from .execution import execute

_PROGRAM = b"""
(async () => {
  new Date(0).getTimezoneOffset();
  await 0;
  try { null.x } catch (e) { e.stack }
  const m = typeof Map === "function" ? new Map([[1, new Date(0)]]) : 0; // wsh has none
  return { a: [1, 2.5, "x", 10n], m: m, r: /a(b)?/.exec("ab")[0] };
})()
"""
_NOTHING = b"0"


def warm(engine: Engine, policy: Policy) -> bytes:
    """Run a small program through every stage, for the template; return the frame of a rehearsal.

    Requires: before the walls; single-threaded.
    """
    os.environ["TZ"] = "UTC"
    time.tzset()
    rehearse(engine, _frame_of(_PROGRAM, policy))
    rehearsal = _frame_of(_NOTHING, policy)
    rehearse(engine, rehearsal)
    return rehearsal


def rehearse(engine: Engine, frame: bytes) -> None:
    """Run next to nothing, from frame to frame, for a worker that waits.

    A fork copies each page when it first writes to it, at 3 to 4 microseconds each. A rehearsal
    makes a spare pay for the three hundred pages of a short run while it is idle.
    """
    job = wire.decode_order(frame[wire.HEADER_BYTES :])
    assert isinstance(job, wire.Run)  # noqa: S101 - for the type checker; it was made below
    ended = execute(engine, job)
    wire.encode_ended(ended)
    if ended.ending not in ("completed", "limit"):  # a policy may allow no more than a few bytes
        raise RuntimeError(f"the engine failed its warm-up: {ended}")
    engine.host.deadline = engine.host.wall_deadline = float("inf")
    engine.settle()


def _frame_of(source: bytes, policy: Policy) -> bytes:
    job = wire.Run(
        source=source,
        kind="auto",
        args=None,
        ceilings=wire.RunCeilings.of(policy),
        tracing=policy.tracing,
        seed=policy.seed,
        source_map=None,
        correlation=None,
        answers={},
        profile=None,
    )
    return wire.encode(job)
