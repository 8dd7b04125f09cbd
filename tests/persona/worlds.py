"""The made-up world, in an engine of its own: what personas ask of it, and what it records."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stockade.tracing import Fold, SideEffect, Trace
from stockade.values import decode_table
from stockade_policies import Policy
from stockade_worker import wire
from stockade_worker.engine import Engine, execute, personas

DEVELOPMENT = Policy.development()
LONG = replace(DEVELOPMENT.ceilings, wall_seconds=120.0, cpu_seconds=30.0)  # on a busy machine
POLICY = replace(DEVELOPMENT, ceilings=LONG)
SEED = 7

# What the test says is code of the stage, in a function that the guest calls.
PLAYED = """
(function (stage) {
  "use strict";
  stage.global("act", stage.function("act", function act() {
    const { commands, environment, files, http, profile, registry, text } = stage;
    const ended = (() => { %s })();
    return JSON.stringify(ended, (key, one) => (ArrayBuffer.isView(one) ? one.toHex() : one));
  }));
})
"""


class World:
    """Runs code of the stage with the world that a persona finds.

    value    what the code has returned.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, persona: str) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch
        self._persona = persona
        self._trace = Trace()

    def act(
        self, body: str, *, profile: dict[str, Any] | None = None, seed: int = SEED, **answers: str
    ) -> Any:
        """Run the body of a function of the stage; return its value."""
        file = self._folder / "played.js"
        file.write_text(PLAYED % body)
        files = (*personas.WORLD, str(file.with_suffix("")))
        self._monkeypatch.setitem(personas.FILES, self._persona, files)
        engine = Engine(stack_bytes=POLICY.ceilings.engine_stack_bytes, persona=self._persona)
        fold = Fold(POLICY.ceilings)
        engine.tracer.send = lambda batch: wire.finish(fold.take(batch))
        ended = execute(engine, job_of(seed, answers, profile))
        self._trace = wire.finish(fold.trace(is_complete=ended.trace_complete))
        assert ended.ending == "completed", ended
        assert ended.value is not None
        text = read_packed(bytes(ended.value))
        return json.loads(text) if isinstance(text, str) else None

    def said(self, command: str, **request: Any) -> str:
        """Return what a command prints."""
        return str(self.act(f"return stage.commands.run({asked(command, **request)}).stdout"))

    @property
    def effects(self) -> list[SideEffect]:
        """What was recorded, in order."""
        return list(self._trace.effects)

    def told(self, kind: str) -> list[tuple[str, str]]:
        """Return operation and target of each effect of a kind."""
        return [(one.operation, one.target) for one in self.effects if one.kind == kind]

    def details(self, kind: str) -> list[dict[str, str]]:
        """Return the details of each effect of a kind."""
        return [dict(one.details) for one in self.effects if one.kind == kind]

    def kept(self, kind: str) -> list[bytes]:
        """Return the contents of artifacts of a kind."""
        return [one.content for one in self._trace.artifacts if one.kind == kind]


def asked(command: str, **request: Any) -> str:
    """Return a request for a command as code."""
    return json.dumps({"client": "test", "command": command, **request})


def read_packed(packed: bytes) -> object:
    """Return the value of a packed table."""
    unpacked = wire.unpack(packed, max_items=100_000, max_text_bytes=len(packed))
    return wire.finish(decode_table(wire.finish(unpacked), max_nodes=100_000))


def job_of(seed: int, answers: dict[str, str], profile: dict[str, Any] | None) -> wire.Run:
    """Return the order to let the world act."""
    return wire.Run(
        source=b"act()",
        kind="script",
        args=None,
        ceilings=wire.RunCeilings.of(POLICY),
        tracing=True,
        seed=seed,
        source_map=None,
        correlation=None,
        answers=answers,
        profile=None if profile is None else json.dumps(profile),
    )
