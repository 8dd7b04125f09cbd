"""The supervisor's end of one worker: two pipes and a pidfd.

Everything read here is hostile. Bytes go through `wire.Listener`; the first thing that does not fit
ends the worker. Nothing here ever waits: writes go out as the pipe takes them, reads take what is
there. A flood is worked off in turns with everything else, and nothing more is read meanwhile.
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

from .turns import Turns

READ_BYTES = 1 << 16


class WorkerEvents(Protocol):
    """What a worker's owner is told. Called on the loop."""

    def on_message(self, worker: WorkerLink, message: wire.Message) -> None: ...
    def on_traced(self, worker: WorkerLink, message: wire.Traced) -> wire.Steps[None]: ...
    def on_broken(self, worker: WorkerLink, reason: str) -> None: ...
    def on_end(self, worker: WorkerLink) -> None: ...


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
        turns: Turns,
        number: int,
        fds: list[int],
        policy: Policy,
        events: WorkerEvents,
        descriptors: set[int],
    ) -> None:
        self.number = number
        self._job_fd, self._event_fd, self.pidfd = fds
        self._descriptors = descriptors
        descriptors.update(fds)
        self.sealed_at = 0.0
        self.pid: int | None = None
        self.walls: Mapping[str, wire.WallState] = {}
        self._loop = loop
        self._turns = turns
        self._events = events
        self._listener = wire.Listener(policy.ceilings)
        self._unsent = memoryview(b"")
        self._is_listening = True
        self._paused_at: float | None = None
        self._held_seconds = 0.0
        os.set_blocking(self._job_fd, False)
        os.set_blocking(self._event_fd, False)
        loop.add_reader(self._event_fd, self._read)

    def send(self, message: wire.Run) -> None:
        """Send the job. What the pipe can't take now goes out later."""
        self._listener.note_sent(message)
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

    @property
    def is_at_end(self) -> bool:
        """Tell whether nothing more will come: its pipe has ended, or is not listened to."""
        return not self._is_listening

    @property
    def held_seconds(self) -> float:
        """Time in which it was not listened to, because what it had said was still looked at."""
        paused_at = self._paused_at
        return self._held_seconds + (0.0 if paused_at is None else self._loop.time() - paused_at)

    def close(self) -> None:
        """Give the descriptors back. Requires: the process is dead or has been killed."""
        self._stop_listening()
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
        try:
            data = os.read(self._event_fd, READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._stop_listening()
            self._events.on_end(self)
            return
        if not self._turns.do(self._hear(data), self._on_heard) and self._is_listening:
            self._paused_at = self._loop.time()
            self._loop.remove_reader(self._event_fd)

    def _hear(self, data: bytes) -> wire.Steps[None]:
        """Pass on the messages that are complete now, one a step; a trace takes several."""
        try:
            for message in self._listener.hear(data):
                if not self._is_listening:
                    return
                if isinstance(message, wire.Traced):
                    yield from self._events.on_traced(self, message)
                else:
                    self._events.on_message(self, message)
                yield
        except ProtocolError as error:
            self._stop_listening()
            self._events.on_broken(self, error.reason)

    def _on_heard(self, _: None) -> None:
        if self._paused_at is not None and self._is_listening:
            self._held_seconds, self._paused_at = self.held_seconds, None
            self._loop.add_reader(self._event_fd, self._read)

    def _stop_listening(self) -> None:
        if self._is_listening:
            self._is_listening = False
            self._loop.remove_reader(self._event_fd)
