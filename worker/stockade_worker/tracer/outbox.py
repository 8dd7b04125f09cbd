"""Events on their way out: in batches, each kind within its share of the trace.

A kind that floods uses up its own share only. What does not fit is counted by class, and the counts
go out at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgpack

Send = Callable[[bytes], None]

BATCH_BYTES = 64 * 1024
BATCH_EVENTS = 2000

SHARES = {
    "generation": 0.36,
    "string": 0.16,
    "call": 0.07,
    "function": 0.05,
    "exception": 0.03,
    "node": 0.04,
    "update": 0.06,
    "effect": 0.06,
    "artifact": 0.11,
    "violation": 0.02,
    "api": 0.02,
}
"""Parts of `trace_bytes`: by class, and "update" for what a later event will say anew. The rest is
for coverage, the guard, and the counts of what was dropped."""


class Outbox:
    """Packs events and sends them in batches. `send` takes a packed list of events.

    trace_bytes, batches  what may be sent in all.
    """

    def __init__(self, trace_bytes: int, batches: int, send: Send) -> None:
        self._send = send
        self._left = {name: int(share * trace_bytes) for name, share in SHARES.items()}
        self._left["rest"] = int((1 - sum(SHARES.values())) * trace_bytes)
        self._packer = msgpack.Packer()
        self._parts: list[bytes] = []
        self._bytes = 0
        # Half of the batches are for full ones, the other half for those that go out early.
        self._full_bytes = max(BATCH_BYTES, 2 * trace_bytes // batches)
        self._early_left = batches // 2 - 1
        self.dropped: dict[str, int] = {}

    def room(self, share: str) -> int:
        """Return the bytes that are left of a share."""
        return self._left[share]

    def put(self, share: str, *event: Any) -> bool:
        """Take an event; False if its share of the trace is used up."""
        packed: bytes = self._packer.pack(event)
        if len(packed) > self._left[share]:
            return False
        self._left[share] -= len(packed)
        if self._bytes + len(packed) > self._full_bytes or len(self._parts) >= BATCH_EVENTS:
            self.flush()
        self._parts.append(packed)
        self._bytes += len(packed)
        return True

    def drop(self, name: str, count: int = 1) -> None:
        """Count what is not in the trace."""
        if count:
            self.dropped[name] = self.dropped.get(name, 0) + count

    def flush_early(self) -> None:
        """Send what is waiting, so that it is safe if the worker dies; not for ever."""
        if self._parts and self._early_left > 0:
            self._early_left -= 1
            self.flush()

    def flush(self) -> None:
        """Send what is waiting."""
        if not self._parts:
            return
        head: bytes = self._packer.pack_array_header(len(self._parts))
        batch = head + b"".join(self._parts)
        self._parts.clear()
        self._bytes = 0
        self._send(batch)
