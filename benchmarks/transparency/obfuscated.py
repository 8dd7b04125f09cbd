"""Do obfuscated programs do the same traced, and does the trace show what they hide?

The programs are our own (`programs/`), the obfuscators come from npm. Two steps, in the folder
above:

    python -m transparency.obfuscated generate FOLDER    # needs node and npm; about two minutes
    python -m transparency.obfuscated run FOLDER

Node obfuscates; what comes out of it runs in the jail only.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import _npm
from _report import Report, arguments, progress

from stockade import PoolLimits, RunResult, Supervisor
from stockade.values import to_jsonable

from . import _sight
from ._policy import MIB, ample

PROGRAMS = Path(__file__).parent / "programs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One program under one setting of an obfuscator.

    layers  pieces of code that the setting itself makes, beside those of the program.
    """

    file: str
    program: str
    setting: str
    layers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A variant, run both ways.

    is_faithful  untraced, it prints what the original prints.
    in_clear     share of the original's literals that stand in the variant's own text.
    missing      those that stand nowhere in its trace.
    """

    variant: Variant
    bytes: int
    untraced: RunResult
    traced: RunResult
    is_faithful: bool
    wanted: frozenset[str]
    in_clear: float
    missing: tuple[str, ...]
    generations: int
    expected: int

    @property
    def is_same(self) -> bool:
        """Whether tracing made no difference."""
        return seen(self.untraced) == seen(self.traced)

    @property
    def in_trace(self) -> float:
        """Return the share of the original's literals that stand in the trace."""
        return 1 - len(self.missing) / len(self.wanted)

    def row(self) -> tuple[object, ...]:
        """Return the line of the table."""
        return (
            f"{self.variant.program}, {self.variant.setting}",
            self.bytes,
            self.untraced.outcome.value,
            "yes" if self.is_faithful else "NO",
            "yes" if self.is_same else "NO",
            f"{self.in_clear:.2f}",
            f"{self.in_trace:.2f}",
            f"{self.generations}/{self.expected}",
            f"{self.untraced.cpu_time_ms:.0f}",
            f"{self.traced.cpu_time_ms:.0f}",
        )


def generate(folder: Path) -> None:
    """Install the obfuscators below `folder` and let them write the variants there.

    Raises NoNodeError.
    """
    _npm.install(folder, _npm.OBFUSCATORS)
    _npm.obfuscate(folder, PROGRAMS)


def compare(folder: Path) -> Iterator[Finding]:
    """Run each variant untraced and traced. Raises FileNotFoundError when there are none."""
    manifest = json.loads((folder / "variants" / "manifest.json").read_text(encoding="utf-8"))
    variants = [Variant(**entry) for entry in manifest]
    policies = ample(tracing=False), ample(tracing=True)
    limits = PoolLimits(workers=1, spares=1, rss_bytes=4096 * MIB)
    with Supervisor(policies[0], pool=limits) as supervisor:
        for number, variant in enumerate(variants, 1):
            progress(f"\r{number} of {len(variants)}: {variant.file:<60}")
            original = PROGRAMS / f"{variant.program}.js"
            source = (folder / "variants" / variant.file).read_bytes()
            plain = supervisor.run(original.read_bytes(), policy=policies[0])
            untraced, traced = (supervisor.run(source, policy=policy) for policy in policies)
            wanted = _sight.literals(original)
            yield Finding(
                variant=variant,
                bytes=len(source),
                untraced=untraced,
                traced=traced,
                is_faithful=untraced.console == plain.console,
                wanted=wanted,
                in_clear=sum(each in source.decode() for each in wanted) / len(wanted),
                missing=_sight.missing_in(traced, wanted),
                generations=_sight.generations_in(traced),
                expected=_sight.generations_of(original) + variant.layers,
            )
    progress("\n")


def seen(result: RunResult) -> tuple[object, ...]:
    """Return everything about a run that tracing must not change."""
    error = result.error
    thrown = (error.name, error.message, error.stack) if error else None
    limit = result.limit.kind if result.limit else None
    value = json.dumps(to_jsonable(result.value))
    return result.outcome, value, thrown, limit, result.cause, result.console


def report_on(findings: list[Finding], report: Report) -> bool:
    """Report every variant; return whether tracing made no difference to any."""
    head = ("program, setting", "bytes", "outcome", "faithful", "same", "in clear", "in trace",
            "generations", "ms", "ms traced")  # fmt: skip
    report.table(head, [finding.row() for finding in findings])
    report.say("")
    faithful = [finding for finding in findings if finding.is_faithful]
    report.say(f"{len(findings)} variants, {len(faithful)} of them print what the original prints")
    report.bar("faithful variants", len(faithful), at_least=40)
    if faithful:
        shares = [finding.in_trace for finding in faithful]
        chains = [finding.generations >= finding.expected for finding in faithful]
        report.bar(
            "literals found in the trace, median share", statistics.median(shares), at_least=1
        )
        report.bar("literals found in the trace, least share", min(shares), at_least=0.9)
        report.bar("eval chains found, share", statistics.mean(chains), at_least=1)
    same = [finding.is_same for finding in findings]
    report.bar("variants that do the same traced, share", statistics.mean(same), at_least=1)
    for finding in faithful:
        if finding.missing:
            report.say(f"not in the trace: {finding.variant.file}: {finding.missing}")
    for finding in findings:
        if not finding.is_same:
            report.say(f"differs: {finding.variant.file}", *difference(finding))
    return all(same)


def difference(finding: Finding) -> Iterator[str]:
    """Say what is not the same, item by item."""
    names = ("outcome", "value", "error", "limit", "cause", "console")
    pairs = zip(names, seen(finding.untraced), seen(finding.traced), strict=True)
    for name, untraced, traced in pairs:
        if untraced != traced:
            yield f"  {name} untraced: {str(untraced)[:300]}"
            yield f"  {name} traced:   {str(traced)[:300]}"


def main() -> None:
    """Do one of the two steps; `run` exits with 1 when tracing makes a difference."""
    parser = arguments("obfuscated", __doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("step", choices=("generate", "run"))
    parser.add_argument("folder", type=Path, help="of packages and variants, outside the project")
    options = parser.parse_args()
    if options.step == "generate":
        try:
            generate(options.folder)
        except _npm.NoNodeError as error:
            sys.exit(f"no variants: {error}")
        return
    question = "do obfuscated programs do the same traced, and what does the trace show?"
    report = Report("obfuscated", question, options.save)
    is_same = report_on(list(compare(options.folder)), report)
    report.finish()
    sys.exit(not is_same)


if __name__ == "__main__":
    main()
