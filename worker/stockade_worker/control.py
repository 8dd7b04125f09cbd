"""What template and probe share: orders from the control socket, and the end of their starter."""

from __future__ import annotations

import os
import socket
from typing import NoReturn

from . import wire

MAX_PACKET_BYTES = 1 << 16


def receive(control: socket.socket) -> wire.Message | None:
    """Return the supervisor's next order, or None when it is gone."""
    packet = control.recv(MAX_PACKET_BYTES)
    return wire.decode_order(packet[wire.HEADER_BYTES :]) if packet else None


def exit_like(child: int) -> NoReturn:
    """Wait for pid 1 of the namespace and end with its status. Requires: the starter."""
    _, status = os.waitpid(child, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
