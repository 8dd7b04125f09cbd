"""`stockade doctor`: which walls hold on this host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import inputs, output, report
from .exits import ExitCode
from .tools import Tools

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tools import Finding, SelfAttack


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
    count: it holds if the attack on it failed. Last comes the self-attack, which every template
    makes before it serves.

    \b
    Examples:
      stockade doctor
      stockade doctor --policy research --json | jq '.findings[] | select(.holds | not)'

    \b
    Exit codes:
      0  every wall that the policy requires holds
      2  usage
      6  at least one does not, or something got through the self-attack: no guest code will run
         here under this policy
    """
    tools = context.ensure_object(Tools)
    chosen = inputs.policy_of(policy)
    findings, attack = tools.examine(chosen), tools.attack_self(chosen)
    if as_json:
        output.write_json(_plain(findings, attack))
    else:
        output.write_report(report.of_host(findings, attack))
    return ExitCode.COMPLETED if report.all_hold(findings, attack) else ExitCode.NO_WALLS


def _plain(findings: Sequence[Finding], attack: SelfAttack) -> dict[str, object]:
    return {
        "holds": report.all_hold(findings, attack),
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
        "self_attack": {
            "holds": attack.holds,
            "ms": attack.ms,
            "trials": [
                {"name": name, "answers": dict(answers)} for name, answers in attack.proofs.items()
            ],
            "failure": attack.failure,
            "remedy": attack.remedy,
        },
    }
