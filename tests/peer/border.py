"""The whole way of a worker's bytes to a result, without a process: what the fuzzers drive."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from stockade import Policy, RunResult
from stockade.account import Account
from stockade.job import Job
from stockade.run import Run
from stockade.verdict import conclude
from stockade_policies.errors import ProtocolError
from stockade_policies.rules import Rule
from stockade_worker import wire

RULE = Rule(id="rule-1", description="it blocks", pattern="x", action="block")
POLICY = Policy.production(
    value_nodes=1000,
    map_bytes=1 << 10,
    console_entries=20,
    event_frames=20 + 260,
    generations=4,
    generation_bytes=1 << 10,
    trace_bytes=1 << 17,
    trace_strings=4,
    trace_functions=4,
    trace_nodes=4,
    trace_effects=4,
    artifacts=2,
    artifact_bytes=1 << 9,
    custom_security_rules=[RULE],
    event_bytes=1 << 21,
    source_bytes=1 << 10,
    args_bytes=1 << 10,
    frame_bytes=1 << 18,
    output_bytes=1 << 16,
)


class Border:
    """Hears streams of bytes as the supervisor does; keep one for many streams."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._job = Job(source="1")
        self._message = self._job.message(POLICY, b"1")

    def close(self) -> None:
        self._loop.close()

    def hear(self, chunks: Iterable[bytes]) -> RunResult:
        """Return what becomes of a run whose worker says this, and then dies by SIGKILL.

        Raises whatever is not an error of the protocol: a defect.
        """
        future: asyncio.Future[RunResult] = self._loop.create_future()
        run = Run(job=self._job, policy=POLICY, message=self._message, future=future)
        listener = wire.Listener(POLICY.ceilings)
        try:
            for chunk in chunks:
                for message in listener.hear(chunk):
                    self._act(run, listener, message)
        except ProtocolError as error:
            run.broken = error.reason
        account = Account(status=None if run.ended else 9, cpu_seconds=0.01, mapped_bytes=1)
        return wire.finish(conclude(run, account))

    @staticmethod
    def _act(run: Run, listener: wire.Listener, message: wire.Message) -> None:
        if isinstance(message, wire.Sealed):
            listener.note_sent(run.message)
        elif isinstance(message, wire.Traced):
            wire.finish(run.note_trace(message))
        elif isinstance(message, wire.Ended):
            run.ended, run.sent_at = message, run.submitted_at
            run.ended_at = run.sent_at + POLICY.ceilings.wall_seconds
        elif isinstance(message, wire.Console) and not run.note_console(message):
            raise ProtocolError("more console output than the policy allows")
