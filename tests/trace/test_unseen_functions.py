"""Code with functions that the engine has seen and the parser has not is not told as traced."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

BLIND = """
import msgpack
from stockade_policies import Policy
from stockade_worker import wire
from stockade_worker.engine import Engine, execute
from stockade_worker.tracer import instrument
from stockade_worker.tracer.functions import Functions

policy = Policy.research()
engine = Engine(stack_bytes=policy.ceilings.engine_stack_bytes)
instrument.find_functions = lambda text, captures: Functions([], [], [])
batches = []
engine.tracer.send = batches.append
engine.host.emit = print
execute(engine, wire.Run(
    source=SOURCE, kind='script', args=None, ceilings=wire.RunCeilings.of(policy), tracing=True,
    seed=1, source_map=None, correlation=None, answers={}, profile=None))
events = [event for batch in batches for event in msgpack.unpackb(batch)]
print([event[10:12] for event in events if event[0] == 'generation'])
"""
"""Runs a source with an instrumenter that sees no functions."""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"(function () {})", [["untraced", "compile"]]),
        (b"for (;;) break; (class { class() {} })", [["untraced", "compile"]]),
        (
            b"Error.prepareStackTrace = (e) => console.log(e); (0, eval)('(function () {})')",
            [["untraced", "compile"], ["untraced", "compile"]],
        ),
        (b"for (;;) break; class A { x = 1; static {} } class B extends A {}", [["traced", ""]]),
    ],
)
def test_code_with_functions_that_the_parser_has_not_seen_is_told_as_untraced(
    source: bytes, expected: list[list[str]]
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", f"SOURCE = {source!r}{BLIND}"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ran.stdout.strip() == str(expected)
