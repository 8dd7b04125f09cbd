"""`stockade run`: one sample, one jail, one result."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from . import exits, inputs, output, report
from .tools import Tools

if TYPE_CHECKING:
    from stockade.results import RunResult


class Kind(StrEnum):
    """What to run the source as."""

    AUTO = "auto"
    SCRIPT = "script"
    FUNCTION = "function"
    MODULE = "module"


class Persona(StrEnum):
    """The make-believe host."""

    BARE = "bare"
    BROWSER = "browser"
    NODE = "node"
    WSH = "wsh"


def run(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="The program; - reads it from standard input.")
    ],
    policy: Annotated[
        str,
        typer.Option(
            metavar="P", help="production, research, development, or the path of a policy in TOML."
        ),
    ] = "production",
    persona: Annotated[
        Persona | None,
        typer.Option(help="The make-believe host (not acted on yet); default: the policy's."),
    ] = None,
    kind: Annotated[
        Kind,
        typer.Option(help="What to run it as; auto takes a top-level return for a function body."),
    ] = Kind.AUTO,
    arg: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=JSON", help="An argument for the program; may be repeated."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole result as JSON on standard output.")
    ] = False,
) -> int:
    """Run one untrusted program in a jail of its own.

    The report is for people and goes to standard error. Standard output carries JSON and nothing
    else, so it is empty without --json.

    \b
    Examples:
      stockade run sample.js
      stockade run sample.js --policy research --json | jq .outcome
      stockade run sample.js --policy ./mine.toml --persona wsh
      stockade run --arg n=20 --arg 'names=["a","b"]' function.js
      curl -s https://example.org/x.js | stockade run -

    \b
    Exit codes:
      0  it completed                  4  a rule blocked it
      1  it threw                      5  it crashed its worker
      2  usage, or input that cannot   6  this host cannot hold the walls: nothing was run,
         be run                           see `stockade doctor`
      3  it met a limit              130  interrupted
    """
    tools = context.ensure_object(Tools)
    chosen = inputs.policy_of(policy)
    if persona:  # a template is built for one persona, so it belongs to the policy
        chosen = replace(chosen, persona=persona.value)
    args = inputs.args_of(arg or [])
    source = inputs.read_source(file)
    with tools.open_supervisor(chosen) as supervisor:
        result = supervisor.run(source, kind=kind.value, args=args)
    _show(result, as_json=as_json)
    return exits.OF_OUTCOME[result.outcome]


def _show(result: RunResult, *, as_json: bool) -> None:
    if as_json:
        output.write_json(result.to_dict())
    else:
        output.write_report(report.of_result(result))
