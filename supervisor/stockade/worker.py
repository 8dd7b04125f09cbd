"""The supervisor's end of one worker: two pipes and a pidfd.

Everything read here is hostile. Bytes go through the frame decoder and the transition table; the
first thing that does not fit ends the worker. Nothing here ever waits: writes go out as the pipe
takes them, reads take what is there.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Mapping
from typing import Protocol

from stockade_policies import Policy
from stockade_policies.errors import ProtocolError
from stockade_worker import wire

READ_BYTES = 1 << 16
ITEMS_PER_NODE = 8
"""Msgpack items that one node of a value may need; the greediest are keys with lone surrogates."""


class WorkerEvents(Protocol):
    """What a worker's owner is told. Called on the loop."""

    def on_message(self, worker: WorkerLink, message: wire.Message) -> None: ...
    def on_broken(self, worker: WorkerLink, reason: str) -> None: ...


class WorkerLink:
    """One worker, from its fork to its end; owns the three descriptors, listed in `descriptors`.

    number  the supervisor's number for it.
    pid     in our namespace, known from the seal on; None if /proc does not tell.
    sealed_at, walls  when (`time.monotonic()`) its walls were up, and which.
    pidfd   refers to this very process for ever, unlike a pid; see pidfd_open(2).
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        number: int,
        fds: list[int],
        policy: Policy,
        events: WorkerEvents,
        descriptors: set[int],
    ) -> None:
        ceilings = policy.ceilings
        self.number = number
        self._job_fd, self._event_fd, self.pidfd = fds
        self._descriptors = descriptors
        descriptors.update(fds)
        self.state = wire.State.SEALING
        self.sealed_at = 0.0
        self.pid: int | None = None
        self.walls: Mapping[str, wire.WallState] = {}
        self.bytes_read = 0
        self._loop = loop
        self._events = events
        self._max_items = ITEMS_PER_NODE * ceilings.value_nodes + 1000
        self._decoder = wire.FrameDecoder(
            max_frame_bytes=ceilings.frame_bytes,
            max_frames=ceilings.event_frames,
            max_bytes=ceilings.event_bytes,
        )
        self._unsent = memoryview(b"")
        self._is_reading = True
        os.set_blocking(self._job_fd, False)
        os.set_blocking(self._event_fd, False)
        loop.add_reader(self._event_fd, self._read)

    def send(self, message: wire.Run) -> None:
        """Send the job. What the pipe can't take now goes out later."""
        self.state = wire.step_worker(self.state, message)
        self._unsent = memoryview(wire.encode(message))
        self._write()

    def kill(self) -> None:
        """Kill this process and no other. Does nothing if it is dead."""
        if self.pidfd < 0:
            return
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)

    def hang_up(self) -> None:
        """Close the job pipe: the worker reads the end of its input."""
        if self._job_fd >= 0:
            self._loop.remove_writer(self._job_fd)
            self._close(self._job_fd)
            self._job_fd = -1

    def drain(self) -> None:
        """Read what a dead worker left in its pipe: its last frames may be there."""
        while self._is_reading:
            before = self.bytes_read
            self._read()
            if self.bytes_read == before:
                return

    def close(self) -> None:
        """Give the descriptors back. Requires: the process is dead or has been killed."""
        self._stop_reading()
        self.hang_up()
        if self.pidfd >= 0:
            self._close(self._event_fd)
            self._close(self.pidfd)
            self.pidfd = -1

    def _close(self, fd: int) -> None:
        self._descriptors.discard(fd)
        os.close(fd)

    def _write(self) -> None:
        try:
            self._unsent = self._unsent[os.write(self._job_fd, self._unsent) :]
        except BlockingIOError:
            pass
        except OSError:  # it is dead; the template will say how
            self._unsent = memoryview(b"")
        if self._unsent:
            self._loop.add_writer(self._job_fd, self._write)
        else:
            self._loop.remove_writer(self._job_fd)

    def _read(self) -> None:
        """Take one bite; a flood must not keep the loop from everyone else's events."""
        try:
            data = os.read(self._event_fd, READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            return self._stop_reading()
        self.bytes_read += len(data)
        try:
            for body in self._decoder.feed(data):
                message = wire.decode(body, max_items=self._max_items)
                self.state = wire.step_worker(self.state, message)
                self._events.on_message(self, message)
        except ProtocolError as error:
            self._stop_reading()
            self._events.on_broken(self, error.reason)

    def _stop_reading(self) -> None:
        if self._is_reading:
            self._is_reading = False
            self._loop.remove_reader(self._event_fd)
