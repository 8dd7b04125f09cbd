"""The supervisor's ear for one worker: bytes in, checked messages out, in order (Sans-IO).

All that is known of a worker's word is here: `frames.py` cuts it, `codec.py` checks it,
`protocol.py` says whether it may come now. The first thing that does not fit is the last that is
heard.
"""

from __future__ import annotations

from collections.abc import Iterator

from stockade_policies import Ceilings

from . import codec
from .frames import FrameDecoder
from .messages import Message
from .protocol import State, step_worker


class Listener:
    """Listens to one worker, from its fork to its end, within the bounds of `ceilings`."""

    def __init__(self, ceilings: Ceilings) -> None:
        self.state = State.SEALING
        self._decoder = FrameDecoder(
            max_frame_bytes=ceilings.frame_bytes,
            max_frames=ceilings.event_frames,
            max_bytes=ceilings.event_bytes,
        )

    def note_sent(self, message: Message) -> None:
        """Take note of what the supervisor said: it changes what may come."""
        self.state = step_worker(self.state, message)

    def hear(self, data: bytes) -> Iterator[Message]:
        """Yield each message that is complete with these bytes.

        Raises `ProtocolError` for anything that an honest worker would not have said.
        """
        self._decoder.feed(data)
        while (body := self._decoder.take()) is not None:
            message = codec.decode(body)
            self.state = step_worker(self.state, message)
            yield message
