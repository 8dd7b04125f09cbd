"""Samples of tricks: what a file's header says of itself, and whether runs bear it out.

A sample is JavaScript. Its header has one `// key: value` a line; reaches and names may come again:

    persona   the make-believe hosts to run it under, separated by commas.
    answers   what their world answers, as in `http=error files=present`; several runs by commas.
    profile   JSON of what the profile says otherwise.
    reaches   `KIND TEXT`: under one of them, an effect of that kind with the text in its target.
    names     what must name the trick in a trace: the id of a detection; `api PATH` for a use below
              that path; `origin NAME` for a generation of that origin.
    trick     one line for the reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from stockade import RunResult

KEYS = ("persona", "answers", "profile", "reaches", "names", "trick")
_LINE = re.compile(r"// ([a-z]+): (.*\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trick:
    """A sample, understood."""

    source: str
    personas: tuple[str, ...]
    answers: tuple[dict[str, str], ...]
    profile: dict[str, object]
    reaches: tuple[tuple[str, str], ...]
    names: tuple[str, ...]


def parse(source: str) -> Trick:
    """Understand a file's header. Raises `ValueError` if it is not as described above."""
    fields: dict[str, list[str]] = {key: [] for key in KEYS}
    for line in source.split("\n"):
        if not line.startswith("// "):
            break
        found = _LINE.fullmatch(line)
        if found is None or found[1] not in KEYS:
            raise ValueError(f"not a header line: {line}")
        fields[found[1]].append(found[2])
    for key in ("persona", "reaches", "names", "trick"):
        if not fields[key]:
            raise ValueError(f"the header lacks {key}")
    given = (fields["answers"] or [""])[0].split(",")
    return Trick(
        source=source,
        personas=tuple(re.split(r",\s*", fields["persona"][0])),
        answers=tuple(dict(pair.split("=") for pair in setting.split()) for setting in given),
        profile=json.loads((fields["profile"] or ["{}"])[0]),
        reaches=tuple(_pair(reach) for reach in fields["reaches"]),
        names=tuple(fields["names"]),
    )


def unreached(trick: Trick, results: list[RunResult]) -> Iterator[str]:
    """Yield what no run reached."""
    effects = [effect for result in results for effect in result.side_effects]
    for kind, text in trick.reaches:
        if not any(effect.kind == kind and text in effect.target for effect in effects):
            yield f"{kind} {text}"


def unnamed(trick: Trick, results: list[RunResult]) -> Iterator[str]:
    """Yield what no trace names."""
    told = {name for result in results for name in _told(result)}
    yield from (name for name in trick.names if name not in told)


def _told(result: RunResult) -> Iterator[str]:
    yield from (violation.rule for violation in result.security_violations)
    if result.trace is None:
        return
    yield from (f"origin {generation.origin}" for generation in result.trace.generations)
    for api in result.trace.apis:
        parts = api.path.split(".")
        yield from (f"api {'.'.join(parts[:end])}" for end in range(1, len(parts) + 1))


def _pair(text: str) -> tuple[str, str]:
    kind, _, target = text.partition(" ")
    return kind, target
