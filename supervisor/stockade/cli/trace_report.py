"""What a person is told of a trace: the pieces of code, what was decoded, and what was called.

One screen. What is left out is counted; `--trace` and `--json` have it all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .listing import listed, place, short, word
from .rows import Row, bytes_text, count_text, number_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stockade.tracing import (
        Calls,
        ExceptionSite,
        Function,
        Generation,
        Guard,
        String,
        Trace,
    )

    from .listing import Item

MAX_GENERATIONS = 12
MAX_STRINGS = 10
MIN_INTEREST = 50
MAX_DULL_STRINGS = 3
"""What is less interesting is shown only where nothing else is."""

MAX_FUNCTIONS = 5
MAX_EXCEPTIONS = 3
MAX_IDLE = 5

_MAX_INDENT = 6
"""Levels that are drawn: what is deeper stands below the last."""

_BELOW = {"": "", "├─ ": "│  ", "└─ ": "   "}

_HASH_CHARS = 8
_CODE_LOOK_CHARS = 500
_CODE_CHARS = 60
_STRING_CHARS = 100
_NAME_CHARS = 40
_ARGUMENT_CHARS = 30
_REASON_CHARS = 200


def of_trace(trace: Trace) -> Iterator[Row]:
    """Return the rows for a trace, what matters most first."""
    generations = list(_drawn(trace.generations))
    functions = _by_heat(trace)
    exceptions = sorted(trace.exceptions, key=lambda one: (-one.times, one.id))
    yield from listed(
        "generations",
        [(f"{indent}{_made(one)}", _code(one)) for indent, one in generations[:MAX_GENERATIONS]],
        len(generations),
        "generation",
    )
    yield from listed(
        "strings",
        [_string(one) for one in _telling(trace)],
        len(trace.strings),
        "string",
    )
    yield from listed(
        "calls",
        [_function(*pair) for pair in functions[:MAX_FUNCTIONS]],
        len(functions),
        "function",
    )
    yield from _coverage(trace)
    yield from listed(
        "exceptions",
        [_exception(one) for one in exceptions[:MAX_EXCEPTIONS]],
        len(exceptions),
        "place",
    )
    if trace.guard:
        yield _guard(trace.guard)
    yield from _gaps(trace)


def _drawn(generations: Sequence[Generation]) -> Iterator[tuple[str, Generation]]:
    """Yield each generation, below the one that made it, with what is drawn before it.

    It does not recurse: a sample may nest them a thousand deep.
    """
    made_by: dict[int, list[Generation]] = {}
    known = {one.id for one in generations}
    for one in generations:
        made_by.setdefault(one.parent if one.parent in known else -1, []).append(one)
    waiting = [("", "", 0, one) for one in reversed(made_by.get(-1, []))]
    while waiting:
        before, branch, depth, one = waiting.pop()
        yield f"{before}{branch}", one
        below = before + _BELOW[branch] if depth < _MAX_INDENT else before
        for number, child in enumerate(reversed(made_by.get(one.id, []))):
            waiting.append((below, "├─ " if number else "└─ ", depth + 1, child))


def _made(one: Generation) -> str:
    parts = [f"#{one.id} {one.origin}", bytes_text(one.size), one.sha256[:_HASH_CHARS]]
    if one.line:
        parts[0] += f" at {place(one.parent, one.line, one.column, one.mapped, one.node)}"
    if one.times > 1:
        parts.append(count_text(one.times, "time"))
    if one.state != "traced":
        parts.append(f"{one.state}: {word(one.reason)}" if one.reason else one.state)
    return ", ".join(parts)


def _code(one: Generation) -> str:
    # Its first lines may be empty or a comment's: the room is for code.
    code = " ".join(one.text[:_CODE_LOOK_CHARS].split())
    return short(code, _CODE_CHARS, cut=len(one.text) > _CODE_LOOK_CHARS)


def _telling(trace: Trace) -> Sequence[String]:
    """Return the first ones, without those that would only fill the screen.

    Code that was put together shows as a generation already, and the target of a side effect there.
    """
    targets = {one.target for one in trace.effects}
    strings = [one for one in trace.strings if one.text not in targets]
    telling = [
        one
        for one in strings[: 2 * MAX_STRINGS]
        if one.interest >= MIN_INTEREST and not _is_code(one, trace.generations)
    ]
    return telling[:MAX_STRINGS] or strings[:MAX_DULL_STRINGS]


def _is_code(one: String, generations: Sequence[Generation]) -> bool:
    is_long = len(one.text) > _STRING_CHARS
    return is_long and any(one.text in code.text for code in generations[:MAX_GENERATIONS])


def _string(one: String) -> Item:
    where = place(one.generation, one.line, one.column, one.mapped, one.node)
    times = f", {count_text(one.times, 'time')}" if one.times > 1 else ""
    return (
        f"{one.interest:>3} {word(one.how)} at {where}{times}",
        short(one.text, _STRING_CHARS, cut=one.cut),
    )


def _by_heat(trace: Trace) -> list[tuple[Function, Calls]]:
    """Return the functions that were called, those called most first.

    A generation as a whole, as in "(eval)", is one too: it is left to the tree of generations.
    """
    sizes = {one.id: one.size for one in trace.generations}
    called = [
        (one, one.calls)
        for one in trace.functions
        if one.calls
        and one.calls.count
        and not (one.name.startswith("(") and one.size == sizes.get(one.generation))
    ]
    return sorted(called, key=lambda pair: (-pair[1].count, pair[0].id))


def _function(one: Function, calls: Calls) -> Item:
    where = place(one.generation, one.line, one.column, one.mapped, one.node)
    thrown = f", {calls.thrown:,} threw" if calls.thrown else ""
    name = short(one.name, _NAME_CHARS) or "(no name)"
    arguments = ", ".join(short(text, _ARGUMENT_CHARS) for text in calls.first_arguments[:4])
    if len(calls.first_arguments) > 4:
        arguments += ", ..."
    shown = f"{name}({arguments})"
    if calls.first_return is not None:
        shown += f" = {short(calls.first_return, _ARGUMENT_CHARS)}"
    return f"{count_text(calls.count, 'time')} at {where}{thrown}", shown


def _exception(one: ExceptionSite) -> Item:
    what = "thrown" if one.how == "throw" else "caught"
    where = place(one.generation, one.line, one.column, one.mapped, one.node)
    return f"{what} {count_text(one.times, 'time')} at {where}", short(one.text, _STRING_CHARS)


def _coverage(trace: Trace) -> Iterator[Row]:
    size = sum(one.bytes for one in trace.coverage)
    if not size:
        return
    run = sum(one.bytes_run for one in trace.coverage)
    functions = sum(one.functions for one in trace.coverage)
    functions_run = sum(one.functions_run for one in trace.coverage)
    text = (
        f"{run / size:.0%} of the code is in functions that ran "
        f"({bytes_text(run)} of {bytes_text(size)}), "
        f"{functions_run:,} of {count_text(functions, 'function')}"
    )
    idle = [f"#{one.generation}" for one in trace.coverage if one.bytes and not one.bytes_run]
    if idle:
        more = f" and {len(idle) - MAX_IDLE:,} more" if len(idle) > MAX_IDLE else ""
        text += f"; nothing of {', '.join(idle[:MAX_IDLE])}{more}"
    yield Row(label="coverage", lines=[text])


def _guard(guard: Guard) -> Row:
    where = place(guard.generation, guard.line, guard.column, guard.mapped, guard.node)
    allowed, seen = number_text(guard.limit), number_text(guard.seen)
    text = f"{guard.kind}: {allowed} allowed, {seen} seen, at {where}"
    return Row(label="guard", lines=[text], tone="bad")


def _gaps(trace: Trace) -> Iterator[Row]:
    lines = []
    if not trace.complete:
        lines.append("incomplete: the worker ended before it had told everything")
    # A source map or a correlation that makes no sense: the run went on without it.
    lines += [
        f"without some of what was given: {short(one.reason, _REASON_CHARS)}"
        for one in trace.generations
        if one.state == "traced" and one.reason
    ]
    lost = [count_text(count, what) for what, count in trace.dropped.items() if count]
    if lost:
        lines.append(f"beyond the policy's ceilings, counted and not kept: {', '.join(lost)}")
    if lines:
        yield Row(label="trace", lines=lines, tone="doubtful")
