"""The stage: a second realm of the engine, in which the persona's own code runs.

Loaded in the template, and copied by every fork. Its builtins are out of the guest's reach, so what
is written there is ordinary JavaScript; what crosses into the guest's realm is seen to in C
(`stubs.c`).
"""

from __future__ import annotations

import ctypes
import json
import os
from typing import TYPE_CHECKING

from stockade_worker import wire
from stockade_worker.native.hooks import BORDER

from . import capi
from .personas import FILES, KIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stockade_worker.native.hooks import Hooks

USES = wire.USES
"""Kinds of use, by the number that a stub has."""


class Stage:
    """The stage of one engine. Requires: nothing of the guest's has run yet.

    host, parts  what the guest runtime has: the host object, and its functions for other parts.
    """

    def __init__(
        self,
        runtime: int,
        guest_context: int,
        hooks: Hooks,
        *,
        persona: str,
        folder: str,
        host: capi.JSValue,
        parts: capi.JSValue,
    ) -> None:
        self._folder = folder
        self._guest_context = guest_context
        self._context = capi.new_context(runtime)
        if not self._context or not hooks.open_stage(self._context):
            raise RuntimeError("the engine makes no second context that is like the first")
        self._stage = self._make_stage(persona, parts)
        border = self._make_border(hooks)
        for name in KIT:
            self._load(name, self._stage, border, host)
        for name in FILES[persona]:
            self._load(name, self._stage)
        self._start, self._uncaught, self._end, self._describe_module = (
            capi.get_property(self._context, self._stage, name)
            for name in (b"start", b"uncaught", b"end", b"describeModule")
        )
        if not hooks.close_stage(self._start):
            raise RuntimeError("the engine's functions do not say which realm they are of")

    def start(
        self, seed: int, answers: Mapping[str, str], profile: str | None, source: bytes
    ) -> None:
        """Begin a run: `profile` is JSON of what the caller has given of it.

        `source` is the sample, which finds it in its own file.
        """
        given = {"seed": seed, "answers": dict(answers), "profile": json.loads(profile or "{}")}
        text = json.dumps(given).encode()
        texts = [capi.new_string(self._context, raw, len(raw)) for raw in (text, source)]
        arguments = (capi.JSValue * 2)(*texts)
        result = capi.call(self._context, self._start, capi.UNDEFINED, 2, arguments)
        for value in texts:
            capi.free_value(self._context, value)
        if result.tag == capi.TAG_EXCEPTION:
            raise RuntimeError(f"the persona does not start: {self._error()}")

    def deals_with(self, thrown: capi.JSValue, *, is_rejection: bool) -> bool:
        """Ask the host's own handlers about what nothing has caught. Runs guest code."""
        flag = capi.JSValue(is_rejection, capi.TAG_BOOL)
        result = self._call(self._uncaught, thrown, flag)
        return result.tag == capi.TAG_BOOL and bool(result.payload & 1)

    def end(self, *, is_last: bool) -> None:
        """Let the host do what it does at the end. Runs guest code."""
        self._call(self._end, capi.JSValue(is_last, capi.TAG_BOOL))

    def describe_module(self, meta: capi.JSValue) -> None:
        """Fill in import.meta of the sample, if the host has something to say there."""
        self._call(self._describe_module, meta)

    def _call(self, function: capi.JSValue, *arguments: capi.JSValue) -> capi.JSValue:
        array = (capi.JSValue * len(arguments))(*arguments)
        result: capi.JSValue = capi.call(
            self._context, function, capi.UNDEFINED, len(arguments), array
        )
        if result.tag == capi.TAG_EXCEPTION:  # interrupted, or out of memory or stack
            capi.free_value(self._context, capi.get_exception(self._context))
        return result

    def _make_stage(self, persona: str, parts: capi.JSValue) -> capi.JSValue:
        """Make the object that all files get, with what comes from outside."""
        made = self._evaluate(
            f"({{ persona: {json.dumps(persona)}, uses: {json.dumps(USES)},"
            f" origins: {json.dumps(wire.ORIGINS)}, parts: {{}} }})".encode(),
            "stockade:stage",
        )
        guest = capi.get_global(self._guest_context)
        capi.set_property(self._context, made, b"guest", guest)
        capi.set_property(self._context, made, b"guestParts", capi.dup_value(self._context, parts))
        return made

    def _make_border(self, hooks: Hooks) -> capi.JSValue:
        border = self._evaluate(b"({})", "stockade:border")
        for name in BORDER:
            capi.set_property(self._context, border, name.encode(), hooks.make_border(name))
        return border

    def _load(self, name: str, *arguments: capi.JSValue) -> None:
        """Evaluate one file and call the function that it is."""
        with open(os.path.join(self._folder, f"{name}.js"), "rb") as file:
            source = file.read()
        function = self._evaluate(source, f"stockade:{name}")
        given = (capi.JSValue * len(arguments))(*arguments)
        result = capi.call(self._context, function, capi.UNDEFINED, len(arguments), given)
        if result.tag == capi.TAG_EXCEPTION:
            raise RuntimeError(f"guest/{name}.js does not load: {self._error()}")

    def _evaluate(self, source: bytes, name: str) -> capi.JSValue:
        options = capi.EvalOptions(1, capi.EVAL_GLOBAL, name.encode("ascii"), 1)
        value: capi.JSValue = capi.eval_source(
            self._context, source, len(source), ctypes.byref(options)
        )
        if value.tag == capi.TAG_EXCEPTION:
            raise RuntimeError(f"guest/{name}: {self._error()}")
        return value

    def _error(self) -> str:
        """Return what was thrown, with its stack. Requires: it is our own code's."""
        error = capi.get_exception(self._context)
        stack = capi.get_property(self._context, error, b"stack")
        texts = [capi.text_of(self._context, value) or b"" for value in (error, stack)]
        return b"\n".join(texts).decode("utf-8", "replace")
