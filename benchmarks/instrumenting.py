"""How many megabytes of source text per second does the tracer's instrumenter take?

Three sources are made here: code as people write it, as minifiers leave it, and as obfuscators make
it. Files of your own can be given as well. In every round each source is instrumented, then looked
through for what is suspicious as well, and once only parsed: that is what tree-sitter takes, the
rest is ours. CPU time, with the garbage collector off, as in a worker.
"""

from __future__ import annotations

import gc
import random
import re
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

from _report import Report, arguments, progress
from tree_sitter import Parser

from stockade_worker.tracer.grammar import load_grammar
from stockade_worker.tracer.instrument import Instrumented, Instrumenter

BAR_MB_PER_SECOND = 3.0
SOURCE_BYTES = 400_000
MAGIC = 0x8ABCDEF

WRITTEN = """
/**
 * Collects what {a} holds, up to the first that {b} refuses.
 */
function {a}({b}, options) {{
  const limit = options.limit || {n};
  let text = 'seen: ';
  for (let i = 0; i < {b}.length; i++) {{
    const item = {b}[i];
    if (!item || item.kind === '{c}') {{
      continue; // nothing to say about it
    }}
    text += item.name + ', ' + `${{item.size}} bytes`;
    if (i > limit) throw new RangeError('more than ' + limit + ' items in {a}');
  }}
  return text.trim();
}}

"""
OBFUSCATED = (
    "function {a}({b},{c}){{var {d}={e}();return {a}=function({f},{g}){{{f}={f}-0x{n:x};var {h}="
    "{d}[{f}];return {h};}},{a}({b},{c});}}(function({b},{c}){{var {d}={a};while(!![]){{try{{var "
    "{f}=-parseInt({d}(0x{n:x}))/0x1+parseInt({d}(0x{m:x}))/0x2*(-parseInt({d}(0x{n:x}))/0x3);"
    "if({f}==={c})break;else {b}['push']({b}['shift']());}}catch({g}){{{b}['push']({b}['shift']()"
    ");}}}}}}({e},0x{m:x}));{h}[{a}(0x{n:x})+'{s}']={a}(0x{m:x},'{s}')+{h}['{s}'](0x{n:x});"
    "function {e}(){{var {b}=['{s}','{r}','{s}{r}','\\x{x:02x}{s}'];{e}=function(){{return {b};}};"
    "return {e}();}}"
)


@dataclass(slots=True)
class Case:
    """A source, and what it took: MB/s as a whole, with detections, and of the parse alone."""

    name: str
    source: bytes
    made: Instrumented | None = None
    speeds: list[float] = field(default_factory=list)
    watched: list[float] = field(default_factory=list)
    parses: list[float] = field(default_factory=list)

    def row(self) -> tuple[object, ...]:
        """Return the row of the table."""
        made = self.made
        if made is None:
            raise RuntimeError(f"{self.name} was not measured")
        growth = len(made.text) / len(self.source)
        whole, parse = statistics.median(self.speeds), statistics.median(self.parses)
        watched = statistics.median(self.watched)
        sizes = self.name, len(self.source), len(made.hooks), growth
        return *sizes, whole, watched, whole / watched - 1, parse, whole / parse


def generated(chance: random.Random) -> list[Case]:
    """Return the sources that are made here: the same in every run."""
    written = _repeat(chance, WRITTEN, "name{}")
    minified = re.sub(r"/\*.*?\*/|//[^\n]*", "", _repeat(chance, WRITTEN, "a{:x}"), flags=re.DOTALL)
    minified = re.sub(r"\s*([^\w\s'`$])\s*", r"\1", minified)
    obfuscated = _repeat(chance, OBFUSCATED, "_0x{:06x}")
    return [
        Case("as written", written.encode()),
        Case("minified", " ".join(minified.split()).encode()),
        Case("obfuscated", obfuscated.encode()),
    ]


def _repeat(chance: random.Random, pattern: str, name: str) -> str:
    parts: list[str] = []
    size = 0
    while size < SOURCE_BYTES:
        letters = [chance.randrange(1 << 24) for _ in range(8)]
        names = dict(zip("abcdefgh", map(name.format, letters), strict=True))
        words = {key: f"{chance.getrandbits(60):x}" for key in "sr"}
        numbers = {key: chance.randrange(100, 10_000) for key in "nm"}
        part = pattern.format(**names, **words, **numbers, x=chance.randrange(128))
        parts.append(part)
        size += len(part)
    return "".join(parts)


def measure(cases: list[Case], rounds: int) -> None:
    """Instrument and parse each source once per round."""
    instrumenter, parser = Instrumenter(), Parser(load_grammar())
    for number in range(rounds):
        for case in cases:
            size = len(case.source) / 1e6
            began = time.process_time()
            case.made = _instrumented(instrumenter, case.source)
            between = time.process_time()
            _instrumented(instrumenter, case.source)  # frees the tree of the one before
            instrumented = time.process_time()
            instrumenter.detect()  # frees this one's
            watched = time.process_time()
            parser.parse(case.source)
            case.parses.append(size / (time.process_time() - watched))
            case.speeds.append(size / (instrumented - between))
            case.watched.append(size / (between - began + watched - instrumented))
        progress(f"\rround {number + 1} of {rounds} ")
    progress("\n")


def _instrumented(instrumenter: Instrumenter, source: bytes) -> Instrumented:
    return instrumenter.instrument(source, magic=MAGIC, function_base=0, site_base=0)


def main() -> None:
    """Measure and report."""
    parser = arguments("instrumenting", __doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("files", nargs="*", type=Path, help="sources of your own")
    options = parser.parse_args()
    question = "how many MB of source text per second does the instrumenter take?"
    report = Report("instrumenting", question, options.save)
    cases = generated(random.Random(1))  # noqa: S311 - the same code in every run
    cases += (Case(path.name, path.read_bytes()) for path in options.files)
    gc.disable()
    measure(cases, options.rounds)
    head = ("source", "bytes", "hooks", "growth", "MB/s", "watched", "loss", "parse MB/s", "ratio")
    report.table(head, [case.row() for case in cases])
    seconds = sum(len(case.source) / 1e6 / statistics.median(case.watched) for case in cases)
    overall = sum(len(case.source) for case in cases) / 1e6 / seconds
    report.say("")
    report.bar("all of them, watched, MB/s", overall, at_least=BAR_MB_PER_SECOND)
    report.finish()


if __name__ == "__main__":
    main()
