"""Honest jobs with known answers, each with its own number in it.

The number goes in with the source or the arguments and must come back with the answer, so that a
result that reaches another job's caller is noticed. They are what most of a stress run consists of:
hostile neighbours must cost them nothing.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from stockade.job import Kind
from stockade.results import Outcome, RunResult
from stockade.values import (
    UNDEFINED,
    ArrayBuffer,
    BigInt,
    JSDate,
    JSError,
    JSMap,
    JSSet,
    RegExp,
    TypedArray,
    to_jsonable,
)
from stockade_policies import Policy, Wall

from .samples import Ending, ending_of
from .tasks import Task, patient

POLICY = patient(Policy.production())

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What must come back. message: of the error, if one was thrown."""

    ending: Ending
    message: str | None = None
    console: Lines = ()


def make(number: int, chance: random.Random) -> Task:
    """Return the honest job of that number; what kind it is, is left to chance."""
    (maker,) = chance.choices(_MAKERS, _WEIGHTS)
    return maker(number, chance)


def judge(answer: Answer, result: RunResult) -> str | None:
    """Return what is wrong with a result; None if it is exactly the answer."""
    ending = ending_of(result)
    if ending != answer.ending:
        return f"ended as {_cut(ending)} and not as {_cut(answer.ending)}"
    message = None if result.error is None else result.error.message
    if message != answer.message:
        return f"the message is {message!r} and not {answer.message!r}"
    console = tuple((entry.level, entry.text) for entry in result.console)
    if console != answer.console or result.console_dropped:
        return f"the console has {console}, {result.console_dropped} dropped, not {answer.console}"
    if set(result.walls) != set(Wall) or set(result.walls.values()) != {"up"}:
        return f"the walls are {dict(result.walls)}"
    return None


def _cut(ending: Ending) -> str:
    return f"{ending.outcome.value} {ending.detail[:200]}"


# -- makers ---------------------------------------------------------------------------------------


def _computation(number: int, chance: random.Random) -> Task:
    rounds = chance.randrange(5, 50)
    drawn, state = [], number
    for _ in range(rounds):
        state = (state * 48271 + 11) % 2147483647
        drawn.append(state)
    source = """
        const drawn = [];
        for (let state = number, n = 0; n < rounds; n++)
          drawn.push(state = (state * 48271 + 11) % 2147483647);
        drawn
    """
    return _task("computation", source, _value(drawn), args={"number": number, "rounds": rounds})


def _function(number: int, chance: random.Random) -> Task:
    factor = chance.randrange(1000)
    source = f"""
        if (typeof seen !== "undefined") return "somebody was here";
        globalThis.seen = {number};
        return seen * {factor};
    """
    return _task("function", source, _value(number * factor), kind="function")


def _console(number: int, chance: random.Random) -> Task:
    levels = ("log", "info", "warn", "error", "debug")
    count = chance.randrange(1, 9)
    lines = tuple((chance.choice(levels), f"job {number} line {line}") for line in range(count))
    source = "for (const [level, text] of lines) console[level](text); lines.length"
    given = [list(line) for line in lines]
    return _task("console", source, _value(len(lines), console=lines), args={"lines": given})


def _timers(number: int, chance: random.Random) -> Task:
    delays = [chance.randrange(1000) for _ in range(chance.randrange(2, 12))]
    order = sorted(range(len(delays)), key=lambda index: delays[index])
    source = """
        const order = [];
        const wait = (ms, index) =>
          new Promise((done) => setTimeout(() => done(order.push(index)), ms));
        Promise.all(delays.map(wait)).then(async () => ({ number: await number, order }))
    """
    value = {"number": number, "order": order}
    return _task("timers", source, _value(value), args={"number": number, "delays": delays})


_REFUSAL = """
    class Refusal extends Error { name = "Refusal" }
    (async () => { await 1; throw new Refusal("%s"); })()
"""


def _error(number: int, chance: random.Random) -> Task:
    message = f"job {number}"
    source, name = chance.choice(
        (
            (f"throw new RangeError('{message}')", "RangeError"),
            (f"Promise.reject(new TypeError('{message}'))", "TypeError"),
            (_REFUSAL % message, "Refusal"),
        )
    )
    ending = Ending(outcome=Outcome.THREW, detail=name)
    return _task("error", source, Answer(ending=ending, message=message))


def _values(number: int, chance: random.Random) -> Task:
    """Send one of everything there and back."""
    octets = chance.randbytes(24)
    given = {
        "number": number,
        "nothing": [None, UNDEFINED, False, True],
        "numbers": [-0.0, math.nan, -math.inf, number + 0.5, 2**53 - 1],
        "big": BigInt(-((number + 2) ** 9)),
        "texts": [f"{number}\0\ud800\u20ac", ""],
        "date": JSDate(1_700_000_000_000 + number),
        "pattern": RegExp(f"job{number}$", "gi"),
        "map": JSMap([(number, "number"), ("text", [number])]),
        "set": JSSet([number, "text"]),
        "buffer": ArrayBuffer(octets),
        "view": TypedArray("Int16Array", ArrayBuffer(octets[::-1]), 2, 9),
        "error": JSError("Error", f"job {number}", "", {"code": number}),
    }
    return _task("values", "given", _value(given), args={"given": given})


def _list(number: int, chance: random.Random) -> Task:
    length = chance.randrange(400, 800)
    source = """
        Array.from({ length }, (_, index) =>
          ({ id: number + index, name: `item ${index} of job ${number}`, even: index % 2 === 0 }))
    """
    value = [
        {"id": number + index, "name": f"item {index} of job {number}", "even": index % 2 == 0}
        for index in range(length)
    ]
    return _task("list", source, _value(value), args={"number": number, "length": length})


def _text(number: int, chance: random.Random) -> Task:
    word, times = f"job {number}; ", chance.randrange(3000, 5000)
    source = "`job ${number}; `.repeat(times)"
    return _task("text", source, _value(word * times), args={"number": number, "times": times})


_MAKERS: tuple[Callable[[int, random.Random], Task], ...] = (
    _computation,
    _function,
    _console,
    _timers,
    _error,
    _values,
    _list,
    _text,
)
_WEIGHTS = (4, 4, 4, 3, 3, 3, 1, 1)
"""Results of some 50 KB are rarer: most real ones are small."""


def _value(value: object, console: Lines = ()) -> Answer:
    detail = json.dumps(to_jsonable(value), allow_nan=False)
    return Answer(ending=Ending(outcome=Outcome.COMPLETED, detail=detail), console=console)


def _task(
    name: str,
    source: str,
    answer: Answer,
    *,
    kind: Kind = "auto",
    args: dict[str, object] | None = None,
) -> Task:
    return Task(
        name=f"honest {name}",
        source=source,
        judge=partial(judge, answer),
        kind=kind,
        args=args,
        policy=POLICY,
    )
