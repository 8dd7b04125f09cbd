"""What a trace shows of a program: its literals and the code that it made."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from stockade import RunResult

MIN_LITERAL = 6

_LITERAL = re.compile(r"'(?:[^'\\\n]|\\.)*'")
_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})")
_COMMENT = re.compile(r"^//.*", re.MULTILINE)
_GENERATIONS = re.compile(r"^// generations: (\d+)$", re.MULTILINE)


def literals(program: Path) -> frozenset[str]:
    """Return the string literals of one of our programs, which all are in single quotes."""
    text = _COMMENT.sub("", program.read_text(encoding="utf-8"))
    found = (ast.literal_eval(each) for each in _LITERAL.findall(text))
    return frozenset(each for each in found if len(each) >= MIN_LITERAL)


def generations_of(program: Path) -> int:
    """Return how many pieces of code the program makes, as its first line says."""
    found = _GENERATIONS.search(program.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"{program} does not say how many generations it has")
    return int(found[1])


def generations_in(result: RunResult) -> int:
    """Return how many generations the trace has beside the sample itself."""
    trace = result.to_dict()["trace"]
    return len(trace["generations"]) - 1 if isinstance(trace, dict) else 0


def missing_in(result: RunResult, wanted: frozenset[str]) -> tuple[str, ...]:
    """Return those of `wanted` that stand nowhere in the trace: strings, code, calls, errors.

    A literal may stand in the code with escapes, as in `'fetching\\x20'`.
    """
    text = "\n".join(_texts(result.to_dict()["trace"]))
    text += _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return tuple(sorted(each for each in wanted if each not in text))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
