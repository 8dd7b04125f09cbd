"""What a source is: a script, the body of a function, or a module; and its compiled code."""

from __future__ import annotations

from dataclasses import dataclass

from . import capi
from .engine import Engine, GuestError

SOURCE_NAME = "sample.js"


@dataclass(slots=True)
class Program:
    """Compiled code and how to start it."""

    kind: str
    compiled: capi.JSValue


def compile_program(engine: Engine, source: bytes, kind: str) -> Program:
    """Compile as the job's kind, or find the kind for `auto`. Raises `GuestError`.

    A script is tried first. Only if the engine refuses it, a source that says `return` is tried as
    a function body and one with a word of modules as a module; when nothing fits, the script's
    error stands, unless only a module that is imported is missing. Nothing of the source runs while
    this goes on.
    """
    source = _cleaned(source)
    if kind == "function":
        return _compile_function(engine, source)
    if kind == "module":
        return _compile_module(engine, source)
    try:
        return Program("script", engine.compile(source, name=SOURCE_NAME))
    except GuestError:
        if kind == "script" or engine.host.is_spent():
            raise
        for words, attempt in (
            ((b"return",), _compile_function),
            ((b"import", b"export", b"await"), _compile_module),
        ):
            if any(word in source for word in words):
                try:
                    return attempt(engine, source)
                except GuestError as error:
                    if engine.error_name(error.value) == "ReferenceError":
                        raise  # it is a module, and lacks another
        raise  # the script's error is the one to report


def _compile_function(engine: Engine, source: bytes) -> Program:
    # Two lines go before the source, and counting starts at -1 (the engine takes 0 for "not
    # given"): so line 1 is the source's first, columns intact. A hashbang is legal only at the very
    # start; as a comment it is as long as before.
    if source.startswith(b"#!"):
        source = b"//" + source[2:]
    try:
        return _compile_body(engine, b"(function () {\n\n" + source + b"\n})")
    except GuestError:
        if b"await" not in source:
            raise
        return _compile_body(engine, b"(async function () {\n\n" + source + b"\n})")


def _compile_body(engine: Engine, text: bytes) -> Program:
    return Program("function", engine.compile(text, name=SOURCE_NAME, line=-1))


def _compile_module(engine: Engine, source: bytes) -> Program:
    compiled = engine.compile(source, name=SOURCE_NAME, module=True)
    engine.describe_module(compiled)
    return Program("module", compiled)


def _cleaned(source: bytes) -> bytes:
    """Drop a byte order mark: it is no part of the text, and would hide a hashbang."""
    return source.removeprefix(b"\xef\xbb\xbf")
