"""The scripts that a sample has dropped, fetched or decoded: run in turn, each in its own jail.

They are as hostile as the sample and get the same policy. What they drop is run too, level by
level, each content once, until as many have run as were asked for.
"""

from __future__ import annotations

import codecs
import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .results import RunResult
from .tracing import Artifact

SUFFIXES = (".js", ".mjs", ".cjs")
"""Names of files that hold programs. Encoded ones, as .jse, are no text that an engine takes."""

LANGUAGES = ("javascript", "jscript", "node")
"""Names of scripts that are no files: the interpreters of JavaScript, not sh or powershell."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """A script that was run because another had it.

    number  from 1, in the order of running.
    parent  the number of that other; 0 is the sample.
    """

    number: int
    parent: int
    artifact: Artifact
    result: RunResult

    def to_dict(self) -> dict[str, object]:
        """Return it as plain data; the content is in the result of the parent."""
        one = self.artifact
        return {
            "number": self.number,
            "parent": self.parent,
            "artifact": {"id": one.id, "kind": one.kind, "name": one.name, "sha256": one.sha256},
            "result": self.result.to_dict(),
        }


def run_payloads(
    run: Callable[[str], RunResult], sample: RunResult, most: int
) -> Iterator[Payload]:
    """Run the scripts that `sample` has left, and theirs, at most `most`; yield each as it ends."""
    waiting = deque((0, one) for one in _scripts(sample))
    seen: set[bytes] = set()
    number = 0
    while waiting and number < most:
        parent, artifact = waiting.popleft()
        digest = hashlib.sha256(artifact.content).digest()  # the worker's own may be anything
        if digest in seen:
            continue
        seen.add(digest)
        number += 1
        result = run(_text(artifact.content))
        waiting.extend((number, one) for one in _scripts(result))
        yield Payload(number=number, parent=parent, artifact=artifact, result=result)


def _scripts(result: RunResult) -> list[Artifact]:
    return [one for one in (result.trace.artifacts if result.trace else ()) if _is_script(one)]


def _is_script(one: Artifact) -> bool:
    if one.cut or not one.content:
        return False
    name = one.name.lower()
    return name.endswith(SUFFIXES) or (one.kind == "script" and name in LANGUAGES)


def _text(content: bytes) -> str:
    """Return a script's text as a host would read it: by its mark, as UTF-8, or byte by byte."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")
