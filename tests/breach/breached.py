"""A template whose workers are in an attacker's hands: the test-only program of tests/breach.

Everything is the product's (template, walls, rehearsal, engine in memory, pipes) up to the moment
when a worker has its job. From there on it does what the job says: the source is the name of a
function in attacks/ and its arguments, as JSON. If the attack lets it live, the answer goes back in
an honest frame.

It is no part of any installation. A supervisor starts it only if it is given another `Program` than
the product's, which no policy, job or environment can do.
"""

from __future__ import annotations

import json
from errno import errorcode
from typing import NoReturn

from tests.breach.attacks import (
    calls,
    files,
    inheritance,
    memory,
    network,
    processes,
    resources,
)

from stockade_worker import template, wire, worker
from stockade_worker.engine import Engine

_ATTACKS = {
    module.__name__.rpartition(".")[2]: module
    for module in (calls, files, inheritance, memory, network, processes, resources)
}


def main(control_fd: int) -> NoReturn:
    """Run the starter; see stockade_worker.template."""
    inheritance.leave_open()
    _obey_once()
    worker.execute = _obey  # type: ignore[attr-defined]  # it is the worker's own import
    template.main(control_fd)


def _obey_once() -> None:
    """Use everything once that an answer takes: first uses import modules."""
    for source in (b'["resources.compute", 0]', b'["calls.call", "close", -1]'):
        wire.encode(_answer(source))
    json.loads('[1.5, null, true, "\\u20ac"]')


def _obey(engine: Engine, job: wire.Run) -> wire.Ended:
    """Do what the job says instead of running it; `engine` lies there, and may be destroyed."""
    return _answer(job.source)


def _answer(source: bytes) -> wire.Ended:
    name, *arguments = json.loads(source)
    module, _, function = name.partition(".")
    try:
        gained = getattr(_ATTACKS[module], function)(*arguments)
    except OSError as error:
        return _threw(errorcode.get(error.errno or 0, "?"), str(error))
    except Exception as error:  # a slip in an attack must not look like a wall
        return _threw(type(error).__name__, str(error))
    return _ended("completed", value=wire.pack_table({"root": gained, "heap": []}))


def _threw(name: str, message: str) -> wire.Ended:
    return _ended("threw", thrown=wire.Thrown(name=name, message=message, stack="", value=None))


def _ended(
    ending: str, value: wire.Packed | None = None, thrown: wire.Thrown | None = None
) -> wire.Ended:
    return wire.Ended(
        ending=ending,
        kind="script",
        value=value,
        thrown=thrown,
        passed=None,
        blocked=None,
        heap_bytes=0,
        dropped=0,
        trace_complete=True,
    )
