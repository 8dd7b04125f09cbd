"""`stockade run`: one sample, one jail, one result."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from . import exits, inputs, output, report, trace_files
from .tools import Tools

if TYPE_CHECKING:
    from stockade.results import RunResult
    from stockade.run import RunOptions
    from stockade_policies import Policy


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
    trace: Annotated[
        str | None,
        typer.Option(
            metavar="OUT.json", help="Write the trace as JSON to this file; - is standard output."
        ),
    ] = None,
    layers: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", help="Write each piece of code that ran to a file in this empty folder."
        ),
    ] = None,
    source_map: Annotated[
        str | None,
        typer.Option(metavar="MAP", help="The program's source map, version 3: maps positions."),
    ] = None,
    no_trace: Annotated[
        bool, typer.Option("--no-trace", help="Run it without looking at what it does: faster.")
    ] = False,
    seed: Annotated[
        int | None,
        typer.Option(metavar="N", help="Of its clock and its chance; default: the policy's."),
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
      stockade run sample.js --trace trace.json --layers layers/
      stockade run bundle.min.js --source-map bundle.min.js.map
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
    chosen = _policy(policy, persona=persona, seed=seed, no_trace=no_trace)
    _check(chosen, file=file, trace=trace, layers=layers, source_map=source_map, as_json=as_json)
    options: RunOptions = {
        "kind": kind.value,
        "args": inputs.args_of(arg or []),
        "source_map": inputs.read_source_map(source_map),
    }
    source = inputs.read_source(file)
    with ExitStack() as places:
        writers = []
        if trace is not None:
            writers.append(places.enter_context(trace_files.document(trace)))
        if layers is not None:
            writers.append(places.enter_context(trace_files.layers(layers)))
        with tools.open_supervisor(chosen) as supervisor:
            result = supervisor.run(source, **options)
        _show(result, as_json=as_json)
        for write in writers:
            write(result.trace)
    return exits.OF_OUTCOME[result.outcome]


def _policy(choice: str, *, persona: Persona | None, seed: int | None, no_trace: bool) -> Policy:
    """Return the policy with what was asked for: a template is built for one, so it belongs there.

    Raises `UsageProblem` or `PolicyError`.
    """
    chosen = inputs.policy_of(choice)
    if persona is not None:
        chosen = replace(chosen, persona=persona.value)
    if seed is not None:
        chosen = replace(chosen, seed=seed)
    return replace(chosen, tracing=False) if no_trace else chosen


def _check(
    policy: Policy,
    *,
    file: str,
    trace: str | None,
    layers: str | None,
    source_map: str | None,
    as_json: bool,
) -> None:
    """Raise `UsageProblem` for options that don't go together."""
    needing = (("--trace", trace), ("--layers", layers), ("--source-map", source_map))
    for option, value in needing:
        if value is not None and not policy.tracing:
            raise inputs.UsageProblem(
                f"{option} {value}: needs a trace, which --no-trace or the policy has switched off"
            )
    if trace == "-" and as_json:
        raise inputs.UsageProblem("--trace -: --json has the trace already; name a file")
    if source_map == "-" == file:
        raise inputs.UsageProblem("--source-map -: the program is read from standard input")


def _show(result: RunResult, *, as_json: bool) -> None:
    if as_json:
        output.write_json(result.to_dict())
    else:
        output.write_report(report.of_result(result))
