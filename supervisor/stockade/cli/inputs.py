"""Turn what was typed into what the library takes.

Everything here raises UsageProblem or PolicyError: exit code 2.
"""

from __future__ import annotations

import codecs
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import typer

from stockade.rules import check_rules
from stockade_policies import Policy, PolicyError

from .exits import ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO, NoReturn

    from stockade_policies.policy import Persona

PRESETS = {
    "production": Policy.production,
    "research": Policy.research,
    "development": Policy.development,
}

MAX_SOURCE_BYTES = 16 * 1024 * 1024
"""The highest `source_bytes` that a policy may have; more is not even read."""

# Windows Script Host takes UTF-16 with a byte order mark, and samples for it are often written so.
# The mark belongs to the encoding, not to the program. A lone surrogate is legal in JavaScript, and
# of these encodings only UTF-16 can write one down.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "strict"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "surrogatepass"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "surrogatepass"),
    (b"", "utf-8", "strict"),
)


class UsageProblem(typer.TyperException):
    """Something typed or named on the command line that can't be used."""

    exit_code = ExitCode.USAGE


def check_bounds(option: str, value: float | None, low: float, high: float) -> None:
    """Raise `UsageProblem` for a number that is given and out of bounds."""
    if value is not None and not low <= value <= high:
        raise UsageProblem(f"{option} = {value:g}: must be >= {low:g} and <= {high:g}")


def policy_of(choice: str) -> Policy:
    """Return the preset of that name, else the policy in the TOML file at that path.

    Its patterns are compiled here, where an error can still name the file.
    """
    if choice in PRESETS:
        return PRESETS[choice]()
    if "/" not in choice and not choice.endswith(".toml"):
        presets = ", ".join(PRESETS)
        raise UsageProblem(f"--policy {choice}: neither a preset ({presets}) nor a .toml file")
    policy = Policy.load(choice)
    try:
        check_rules(policy)
    except PolicyError as error:
        raise PolicyError(error.field, error.value, error.bound, source=choice) from None
    return policy


def policy_with(
    choice: str, *, persona: str | None = None, seed: int | None = None, no_trace: bool = False
) -> Policy:
    """Return the policy with what was asked for: a template is built for one, so it belongs there.

    Raises `UsageProblem` or `PolicyError`.
    """
    chosen = policy_of(choice)
    if persona is not None:
        chosen = replace(chosen, persona=cast("Persona", persona))
    if seed is not None:
        chosen = replace(chosen, seed=seed)
    return replace(chosen, tracing=False) if no_trace else chosen


def args_of(given: list[str]) -> dict[str, object] | None:
    """Parse `name=JSON` items; None when there are none."""
    args: dict[str, object] = {}
    for item in given:
        name, equals, text = item.partition("=")
        if not equals or not name:
            raise UsageProblem(f"--arg {item}: not NAME=JSON")
        if name in args:
            raise UsageProblem(f"--arg {name}: given twice")
        try:
            args[name] = json.loads(text, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            hint = f"a string needs its quotes: --arg '{name}=\"text\"'"
            raise UsageProblem(f"--arg {name}: not JSON ({error}); {hint}") from None
    return args or None


def check_standard_input(paths: Mapping[str, str | None]) -> None:
    """Raise `UsageProblem` if more than one of these is to be read from standard input."""
    reading = [option for option, path in paths.items() if path == "-"]
    if len(reading) > 1:
        raise UsageProblem(f"{reading[1]} -: {reading[0]} is read from standard input")


def answers_of(option: str, given: list[str]) -> dict[str, str] | None:
    """Parse `KEY=VALUE` items; None when there are none. What they may be is the job's to check."""
    answers: dict[str, str] = {}
    for item in given:
        key, equals, value = item.partition("=")
        if not equals or not key:
            raise UsageProblem(f"{option} {item}: not KEY=VALUE")
        if key in answers:
            raise UsageProblem(f"{option} {key}: given twice")
        answers[key] = value
    return answers or None


def read_profile(path: str | None) -> dict[str, object] | None:
    """Return the JSON object in the file at `path`. What it may hold is the job's to check."""
    if path is None:
        return None
    try:
        profile = json.loads(_read(path), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise UsageProblem(f"--profile {path}: not JSON ({error})") from None
    if not isinstance(profile, dict):
        raise UsageProblem(f'--profile {path}: not a JSON object, as in {{"user": "anna"}}')
    return profile


def read_source(path: str) -> str:
    """Return the text of the file at `path`, or of standard input for "-".

    UTF-8, or UTF-16 with a byte order mark.
    """
    data = _read(path)
    if len(data) > MAX_SOURCE_BYTES:
        raise UsageProblem(f"{path}: more than 16 MiB, which no policy allows")
    text = _decode(path, data)
    if not text:
        raise UsageProblem(f"{path}: empty, there is nothing to run")
    return text


def read_source_map(path: str | None) -> bytes | None:
    """Return the bytes of a source map; what they say is for a worker to find out."""
    if path is None:
        return None
    data = _read(path)
    if len(data) > MAX_SOURCE_BYTES:
        raise UsageProblem(f"--source-map {path}: more than 16 MiB, which no policy allows")
    return data


def _read(path: str) -> bytes:
    try:
        if path == "-":
            return _standard_input().read(MAX_SOURCE_BYTES + 1)
        with open(path, "rb") as file:
            return file.read(MAX_SOURCE_BYTES + 1)
    except OSError as error:
        raise UsageProblem(f"{path}: {error.strerror}") from None
    except ValueError as error:  # a path with a NUL in it
        raise UsageProblem(f"{path}: {error}") from None


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # started with it closed
        raise UsageProblem("standard input is closed")
    if sys.stdin.isatty():
        sys.stderr.write("stockade: reading JavaScript from the terminal; end with Ctrl-D\n")
    return sys.stdin.buffer


def _decode(path: str, data: bytes) -> str:
    mark, encoding, errors = next(item for item in _MARKS if data.startswith(item[0]))
    try:
        return data[len(mark) :].decode(encoding, errors)
    except UnicodeDecodeError as error:
        raise UsageProblem(
            f"{path}: not {encoding.upper()} text (byte {error.start}); convert it first: "
            "iconv -f ENCODING -t UTF-8 FILE | stockade run -"
        ) from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
