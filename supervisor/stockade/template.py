"""The supervisor's end of one template: its control socket, and who owns which worker number."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import socket
from collections.abc import Iterable
from typing import Protocol

from stockade_policies import Policy
from stockade_policies.errors import ProtocolError
from stockade_worker import wire

from .spawner import TemplateProcess

MAX_PACKET_BYTES = 1 << 16
MAX_FDS = 3


class TemplateLife(Protocol):
    """Who is told what a template says of itself. Called on the loop."""

    def on_ready(self, ready: wire.Ready) -> None: ...
    def on_jail_failed(self, failed: wire.JailFailed) -> None: ...
    def on_template_gone(self, reason: str) -> None: ...


class WorkerSource(Protocol):
    """Who is told what it says of its workers. `fds` become the callee's to close."""

    def on_spawned(self, number: int, fds: list[int]) -> None: ...
    def on_spawn_failed(self, number: int, code: int, reason: str) -> None: ...
    def on_reaped(self, reaped: wire.Reaped) -> None: ...


class TemplateLink:
    """Speaks the control protocol with one template process."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        started: TemplateProcess,
        policy: Policy,
        life: TemplateLife,
        workers: WorkerSource,
    ) -> None:
        self._loop = loop
        self._started = started
        self._control = started.control
        self._life = life
        self._workers = workers
        self._phase = wire.Phase.NEW
        self._is_open = True
        self._unsent: list[bytes] = []
        self.base_bytes = 0
        self.proofs: wire.Proofs = {}
        loop.add_reader(self._control.fileno(), self._read)
        self._send(wire.Start(policy=policy.to_plain()))

    @property
    def is_serving(self) -> bool:
        """Tell whether it takes spawn requests."""
        return self._phase is wire.Phase.SERVING

    def spawn(self, number: int) -> None:
        """Ask for a worker that is to be known by `number`."""
        self._send(wire.Spawn(worker=number))

    def close(self) -> TemplateProcess:
        """Stop listening; return the process, which is the caller's to have collected."""
        if self._is_open:
            self._is_open = False
            self._loop.remove_reader(self._control.fileno())
            self._loop.remove_writer(self._control.fileno())
        return self._started

    def _send(self, message: wire.Message) -> None:
        self._phase = wire.step_template(self._phase, message)
        self._unsent.append(wire.encode(message))
        self._flush()

    def _flush(self) -> None:
        """Send what the socket takes now; the rest when it can take more. Never blocks."""
        self._loop.remove_writer(self._control.fileno())
        while self._unsent:
            try:
                self._control.send(self._unsent[0])
            except BlockingIOError:
                self._loop.add_writer(self._control.fileno(), self._flush)
                return
            except OSError:
                self._unsent.clear()  # it is gone; the reader sees that too and tells the owner
                return
            del self._unsent[0]

    def _read(self) -> None:
        while self._is_open:
            fds: list[int] = []
            try:
                data, fds, flags, _ = socket.recv_fds(self._control, MAX_PACKET_BYTES, MAX_FDS)
            except BlockingIOError:
                return
            except OSError as error:
                return self._gone(error.strerror or type(error).__name__)
            if not data:
                return self._gone("")
            try:
                message = decode_packet(data)
                self._phase = wire.step_template(self._phase, message)
                self._dispatch(message, fds, bool(flags & socket.MSG_CTRUNC))
            except ProtocolError as error:
                close_all(fds)
                return self._gone(f"protocol: {error.reason}")

    def _dispatch(self, message: wire.Message, fds: list[int], is_truncated: bool) -> None:
        if isinstance(message, wire.Spawned):
            if is_truncated or len(fds) != MAX_FDS:
                # The kernel dropped what our table of descriptors could not take. The worker finds
                # its pipes closed and exits.
                close_all(fds)
                reason = os.strerror(errno.EMFILE)
                self._workers.on_spawn_failed(message.worker, errno.EMFILE, reason)
            else:
                self._workers.on_spawned(message.worker, fds)
            return
        close_all(fds)
        if isinstance(message, wire.Reaped):
            self._workers.on_reaped(message)
        elif isinstance(message, wire.SpawnFailed):
            self._workers.on_spawn_failed(message.worker, message.errno, message.reason)
        elif isinstance(message, wire.Ready):
            self.base_bytes = message.base_bytes
            self.proofs = message.proofs
            self._life.on_ready(message)
        elif isinstance(message, wire.JailFailed):
            self._life.on_jail_failed(message)

    def _gone(self, reason: str) -> None:
        words = self.close().last_words()  # a traceback says more than "Connection reset by peer"
        self._life.on_template_gone(": ".join(filter(None, (reason, words))) or "it exited")


def decode_packet(data: bytes) -> wire.Message:
    """Return the message in one packet of a control socket. Raises `ProtocolError`."""
    decoder = wire.FrameDecoder(
        max_frame_bytes=MAX_PACKET_BYTES, max_frames=1, max_bytes=MAX_PACKET_BYTES
    )
    decoder.feed(data)
    body = decoder.take()
    if body is None or not decoder.is_between_frames:
        raise ProtocolError("a control packet holds exactly one frame")
    return wire.decode(body)


def close_all(fds: Iterable[int]) -> None:
    """Close descriptors that nobody wants."""
    for fd in fds:
        with contextlib.suppress(OSError):
            os.close(fd)
