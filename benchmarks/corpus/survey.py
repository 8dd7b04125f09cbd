"""What becomes of the scripts and pages of a repository, and what do they miss in our personas?

    python -m corpus.survey REPOSITORY --persona browser --under tests/samples

in the folder above. Scripts run as they are; a page is written into the persona's document. All of
it may be hostile: it is read from git's own store and runs in the jail only.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from _report import Report, arguments, progress

from stockade import Outcome, PoolLimits, RunResult, Supervisor

from . import _runs
from ._repository import Repository, text_of

SCRIPT, PAGE = re.compile(r"\.(m?js|cjs|jse)$"), re.compile(r"\.html?$")
WRITE = "document.open(); document.write(page); document.close();"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One script or page, run once."""

    name: str
    result: RunResult

    @property
    def ending(self) -> str:
        """How it ended, without what is only its own."""
        error = self.result.error
        if error is None:
            return _runs.ending(self.result)
        return f"{self.result.outcome} {error.name}"


def run_all(repository: Repository, persona: str, under: str) -> Iterator[Finding]:
    """Run every script below a folder, and with the persona `browser` every page."""
    names = [
        name
        for name in repository.names()
        if name.startswith(under)
        and (SCRIPT.search(name) or (persona == "browser" and PAGE.search(name)))
    ]
    policy = _runs.policy(persona)
    with Supervisor(policy, pool=PoolLimits(workers=1, spares=1)) as supervisor:
        for number, name in enumerate(names, 1):
            progress(f"\r{number} of {len(names)}: {name:<90}")
            text = text_of(repository.read(name))
            if PAGE.search(name):
                result = supervisor.run(WRITE, args={"page": text})
            else:
                result = supervisor.run(text)
            yield Finding(name=name, result=result)
    progress("\n")


def report_on(findings: list[Finding], report: Report) -> None:
    """Report how they ended, what they missed, what they did, and which were worst."""
    ends = Counter(finding.ending for finding in findings)
    report.table(("ending", "files"), ends.most_common())
    missed = defaultdict(set)
    effects: Counter[str] = Counter()
    for finding in findings:
        for name in _runs.missing_names(finding.result):
            missed[name].add(finding.name)
        effects.update({effect.kind for effect in finding.result.side_effects})
    ranked = sorted(missed.items(), key=lambda item: -len(item[1]))
    rows = [(name[:60], len(files), min(files)[-60:]) for name, files in ranked[:60]]
    report.table(("missed by the code", "files", "as in"), rows)
    report.table(("effects of a kind", "files"), effects.most_common())
    report.say("")
    bad = [finding for finding in findings if finding.result.outcome is Outcome.CRASHED]
    report.say(*(f"crashed: {finding.name}: {finding.result.cause}" for finding in bad))
    report.bar("files that crash the worker", len(bad), at_most=0)


def main() -> None:
    """Print the report."""
    parser = arguments("survey", __doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("repository", type=Path)
    parser.add_argument("--persona", choices=("bare", "browser", "node", "wsh"), required=True)
    parser.add_argument("--under", default="", metavar="FOLDER", help="of the repository")
    options = parser.parse_args()
    try:
        repository = Repository(options.repository)
    except ValueError as error:
        sys.exit(str(error))
    question = f"what becomes of scripts and pages under the persona {options.persona}?"
    report = Report("survey", question, options.save)
    report.say(f"corpus   {options.under or 'all'} at commit {repository.commit}")
    report_on(list(run_all(repository, options.persona, options.under)), report)
    report.finish()


if __name__ == "__main__":
    main()
