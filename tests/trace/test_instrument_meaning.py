"""Instrumented code gives what the original gives: values, completion values, errors, side effects.

The hooks are stood in for by JavaScript functions, here only: each opener's number is replaced by
the name of one. What stands between the original and us is then the text alone.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import quickjs

from stockade_worker.tracer.instrument import Instrumented, Instrumenter

INSTRUMENTER = Instrumenter()
LITERAL_BYTES = 15
SNIPPETS: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("instrument_snippets.json").read_text(encoding="utf-8")
)
STUBS = """
var log = [];
var __HOOK0 = function () {}, __HOOK2 = function () {}, __HOOK5 = function () {};
var __HOOK1 = function (...a) { return a.length === 3 ? a[1] : a[0]; };
var __HOOK3 = function (a) { return a; }, __HOOK4 = function (a) { return a; };
var __HOOK6 = __HOOK4;
"""


def stubbed(made: Instrumented) -> str:
    """Return the instrumented text with names for the numbers."""
    text = bytearray(made.text)
    for ordinal in range(len(made.openers) - 1, -1, -1):
        at = made.offsets[made.openers[ordinal]]
        at = made.text.index(b"0x", at)  # behind a word, a comment comes first
        text[at : at + LITERAL_BYTES] = b"__HOOK%d" % made.hooks[ordinal]
    return text.decode(errors="surrogatepass")


def outcome(source: str) -> str:
    """Return what a fresh context makes of the source."""
    context = quickjs.Context()
    context.eval(STUBS)
    run = f"""
        (function () {{
            function show(v) {{
                try {{
                    return typeof v === 'object' && v !== null
                        ? v.constructor.name + JSON.stringify(v) : String(v);
                }} catch (e) {{ return 'odd ' + e }}
            }}
            try {{ return 'value ' + show((0, eval)({json.dumps(source)})) }}
            catch (e) {{ return 'error ' + show(e instanceof Error ? e.name + e.message : e) }}
        }})() + ' log ' + JSON.stringify(log)"""
    return str(context.eval(run))


def instrumented(source: str) -> Instrumented:
    return INSTRUMENTER.instrument(
        source.encode(errors="surrogatepass"), magic=0x8ABCDEF, function_base=3, site_base=5
    )


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(source, id=f"{kind}-{number}")
        for kind, sources in SNIPPETS.items()
        for number, source in enumerate(sources, 1)
    ],
)
def test_instrumented_code_means_the_same(source: str) -> None:
    assert outcome(stubbed(instrumented(source))) == outcome(source)
