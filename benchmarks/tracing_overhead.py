"""What does tracing cost a program, in CPU time?

Ten programs, each run untraced and traced in turn, round by round: six of `tracing_programs/`, a
markdown renderer, and three of our own programs as an obfuscator leaves them. Packages come from
npm into a temporary folder; where node or npm is missing, what needs them is skipped. Beside the
bars stand a program that makes code all the time, and single constructs at their worst.
"""

from __future__ import annotations

import statistics
import tempfile
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import _npm
from _report import Report, arguments, progress
from transparency._policy import MIB, ample

from stockade import PoolLimits, RunResult, Supervisor

MEDIAN_BAR = 2.0
WORST_BAR = 4.0
HERE = Path(__file__).parent
PROGRAMS = HERE / "tracing_programs"
CONSTRUCTS = HERE / "tracing_constructs.toml"
TRANSPARENCY_PROGRAMS = HERE / "transparency" / "programs"

# Program, setting of the obfuscator, how often its `main` is called.
OBFUSCATED = (
    ("calculator", "javascript-obfuscator rc4", 1100),
    ("creatures", "javascript-obfuscator flattened", 7000),
    ("addresses", "javascript-obfuscator base64", 1500),
)
MAKES_CODE = ("templates", "javascript-obfuscator default", 3000)
LAST_LINE = "report(main());"
QUIET = "var console = { log: function () {} };\n"

DOCUMENT = r"""
const part = [
  "# Heading", "", "Some *emphasis*, **more**, `code` and [a link](http://example.org/page).", "",
  "- one", "- two", "  - three", "", "> quoted", "> at length", "", "| a | b |", "|---|---|",
  "| 1 | 2 |", "", "```js", "let x = 1;", "```", "", "1. first", "2. second", "",
  "![picture](a.png) and a <b>tag</b>, an &amp; entity", "", "",
].join("\n");
let text = "";
for (let i = 0; i < 60; i++) text += part.replace("Heading", "Heading " + i);
marked.parse(text).length;
"""


@dataclass(slots=True)
class Program:
    """A source, and the milliseconds of its runs: CPU of the worker, and from job to answer."""

    name: str
    source: str
    cpu: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))
    wall: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))

    def note(self, traced: bool, result: RunResult, expected: object) -> None:
        """Take one run. Raises RuntimeError if it did not give what it gave the first time."""
        if not result.success or (expected is not None and result.value != expected):
            raise RuntimeError(f"{self.name}, traced: {traced}: {result}")
        self.cpu[traced].append(result.cpu_time_ms)
        self.wall[traced].append(result.execution_time_ms)

    def ratio(self) -> float:
        """Return traced over untraced, medians of CPU time."""
        return statistics.median(self.cpu[True]) / statistics.median(self.cpu[False])

    def row(self) -> tuple[object, ...]:
        """Return the line of the table."""
        untraced, traced = (statistics.median(each) for each in self.cpu)
        walls = [statistics.median(each) for each in self.wall]
        pairs = [after / before for before, after in zip(*self.cpu, strict=True)]
        return (
            self.name, len(self.cpu[0]), untraced, traced, self.ratio(), min(pairs), max(pairs),
            *walls, walls[1] / walls[0],
        )  # fmt: skip


def from_npm(folder: Path) -> list[Program]:
    """Return the programs that need packages, MAKES_CODE last. Raises NoNodeError."""
    _npm.install(folder, ("marked", *_npm.OBFUSCATORS))
    library = (folder / "node_modules/marked/lib/marked.umd.js").read_text(encoding="utf-8")
    found = [Program("markdown renderer", f"{library};{DOCUMENT}")]
    sources = folder / "sources"
    sources.mkdir()
    for name, _, turns in (*OBFUSCATED, MAKES_CODE):
        text = (TRANSPARENCY_PROGRAMS / f"{name}.js").read_text(encoding="utf-8")
        again = f"for (let turn = 1; turn < {turns}; turn++) main();\n{LAST_LINE}"
        (sources / f"{name}.js").write_text(QUIET + text.replace(LAST_LINE, again), "utf-8")
    made = _npm.obfuscate(
        folder, sources, *(setting for _, setting, _ in (*OBFUSCATED, MAKES_CODE))
    )
    for name, setting, _ in (*OBFUSCATED, MAKES_CODE):
        file = made / f"{name}.{setting.replace(' ', '-')}.js"
        found.append(Program(f"{name}, {setting}", file.read_text(encoding="utf-8")))
    return found


def measure(programs: list[Program], rounds: int) -> None:
    """Run each both ways in each round; the order changes from round to round."""
    policies = ample(tracing=False), ample(tracing=True)
    limits = PoolLimits(workers=1, spares=1, rss_bytes=4096 * MIB)
    expected: dict[str, object] = {}
    with Supervisor(policies[0], pool=limits) as supervisor:
        for policy in policies:
            supervisor.run("1", policy=policy)
        for number in range(rounds):
            for program in programs:
                progress(f"\rround {number + 1} of {rounds}: {program.name:<50}")
                for traced in (False, True) if number % 2 == 0 else (True, False):
                    result = supervisor.run(program.source, policy=policies[traced])
                    program.note(traced, result, expected.get(program.name))
                    expected[program.name] = result.value
    progress("\n")


def main() -> None:
    """Measure and report."""
    parser = arguments("tracing_overhead", __doc__)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    report = Report("tracing_overhead", "what does tracing cost, in CPU time?", options.save)
    report.say("")
    programs = [
        Program(path.stem, path.read_text("utf-8")) for path in sorted(PROGRAMS.glob("*.js"))
    ]
    makes_code: list[Program] = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            *more, last = from_npm(Path(folder))
        except _npm.NoNodeError as error:
            report.say(f"skipped: the markdown renderer and the obfuscated programs: {error}")
        else:
            programs += more
            makes_code.append(last)
    constructs = tomllib.loads(CONSTRUCTS.read_text("utf-8"))
    beside = makes_code + [Program(name, source) for name, source in constructs.items()]
    measure(programs + beside, options.rounds)
    head = ("CPU ms, medians", "n", "untraced", "traced", "ratio", "least", "most",
            "wall untraced", "traced", "ratio")  # fmt: skip
    report.table(head, [program.row() for program in programs])
    ratios = [program.ratio() for program in programs]
    report.say("")
    report.bar(
        "traced / untraced, median of the programs", statistics.median(ratios), at_most=MEDIAN_BAR
    )
    report.bar("traced / untraced, worst of the programs", max(ratios), at_most=WORST_BAR)
    report.table(("not in the bars", *head[1:]), [program.row() for program in beside])
    report.finish()


if __name__ == "__main__":
    main()
