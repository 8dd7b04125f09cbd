"""`stockade doctor`: which walls hold on this host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import inputs, output, report
from .exits import ExitCode
from .tools import Tools

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tools import Finding


def doctor(
    context: typer.Context,
    policy: Annotated[
        str,
        typer.Option(
            metavar="P", help="production, research, development, or the path of a policy in TOML."
        ),
    ] = "production",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the findings as JSON on standard output.")
    ] = False,
) -> int:
    """Attack every wall on this host, and tell which hold.

    The attacks are made from inside a sealed worker. A wall that is only configured does not
    count: it holds if the attack on it failed.

    \b
    Examples:
      stockade doctor
      stockade doctor --policy research --json | jq '.findings[] | select(.holds | not)'

    \b
    Exit codes:
      0  every wall that the policy requires holds
      2  usage
      6  at least one does not: no guest code will run here under this policy
    """
    tools = context.ensure_object(Tools)
    findings = tools.examine(inputs.policy_of(policy))
    if as_json:
        output.write_json(_plain(findings))
    else:
        output.write_report(report.of_findings(findings))
    return ExitCode.COMPLETED if report.all_hold(findings) else ExitCode.NO_WALLS


def _plain(findings: Sequence[Finding]) -> dict[str, object]:
    return {
        "holds": report.all_hold(findings),
        "findings": [
            {
                "wall": str(finding.wall),
                "holds": finding.holds,
                "waived": finding.waived,
                "how": finding.how,
                "observed": finding.observed,
                "remedy": finding.remedy,
            }
            for finding in findings
        ],
    }
