"""`stockade run`: one sample, one jail, one result."""

from __future__ import annotations

from contextlib import ExitStack
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from stockade import payloads

from . import exits, inputs, output, payload_report, report, trace_files
from .tools import Tools

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stockade.run import RunOptions
    from stockade_policies import Policy


MAX_PAYLOADS = 50


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
        typer.Option(
            help="The host that it is made to believe in; default: the policy's, in presets bare: "
            "the language alone."
        ),
    ] = None,
    kind: Annotated[
        Kind,
        typer.Option(help="What to run it as; auto takes a top-level return for a function body."),
    ] = Kind.AUTO,
    arg: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=JSON", help="An argument for the program; may be repeated."),
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE",
            help="How that host answers: http=success|not_found|error, "
            "files=plausible|present|absent, shell=success|error, unknown=absent|mock, "
            "http_body=TEXT; may be repeated.",
        ),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.json",
            help='Who that host says it is: a JSON object, as in {"user": "anna", "cores": 2}.',
        ),
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
    artifacts: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="Write each content that it made, sent or got to a file in this empty folder.",
        ),
    ] = None,
    run_payloads: Annotated[
        int,
        typer.Option(
            metavar="N",
            help=f"Run the scripts that it left as well, N at most (up to {MAX_PAYLOADS}).",
        ),
    ] = 0,
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
      stockade run sample.js --persona wsh --answer http=error --artifacts artifacts/
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
    chosen = inputs.policy_with(policy, persona=persona, seed=seed, no_trace=no_trace)
    inputs.check_bounds("--run-payloads", run_payloads, 0, MAX_PAYLOADS)
    inputs.check_standard_input(
        {"the program": file, "--source-map": source_map, "--profile": profile}
    )
    places = {
        "--trace": (trace_files.document, trace),
        "--layers": (trace_files.layers, layers),
        "--artifacts": (trace_files.artifacts, artifacts),
    }
    needing = {option: path for option, (_, path) in places.items()}
    needing |= {"--source-map": source_map, "--run-payloads": str(run_payloads or "") or None}
    _check_trace(chosen, needing)
    _check_world(chosen, {"--answer": answer[0] if answer else None, "--profile": profile})
    if trace == "-" and as_json:
        raise inputs.UsageProblem("--trace -: --json has the trace already; name a file")
    world: RunOptions = {
        "answers": inputs.answers_of("--answer", answer or []),
        "profile": inputs.read_profile(profile),
    }
    options: RunOptions = {
        "kind": kind.value,
        "args": inputs.args_of(arg or []),
        "source_map": inputs.read_source_map(source_map),
        **world,
    }
    source = inputs.read_source(file)
    with ExitStack() as opened:
        writers = [
            opened.enter_context(make(path)) for make, path in places.values() if path is not None
        ]
        supervisor = opened.enter_context(tools.open_supervisor(chosen))
        result = supervisor.run(source, **options)
        left = payloads.run_payloads(
            lambda text: supervisor.run(text, **world), result, run_payloads
        )
        if as_json:
            more = {"payloads": [one.to_dict() for one in left]} if run_payloads else {}
            output.write_json({**result.to_dict(), **more})
        else:
            output.write_report(report.of_result(result))
        for write in writers:
            write(result.trace)
        for one in left:  # none is left after JSON
            output.write_report([payload_report.of_payload(one)])
    return exits.OF_OUTCOME[result.outcome]


def _check_trace(policy: Policy, needing: Mapping[str, str | None]) -> None:
    """Raise `UsageProblem` for options that need a trace where there is none."""
    for option, value in needing.items():
        if value is not None and not policy.tracing:
            raise inputs.UsageProblem(
                f"{option} {value}: needs a trace, which --no-trace or the policy has switched off"
            )


def _check_world(policy: Policy, needing: Mapping[str, str | None]) -> None:
    """Raise `UsageProblem` for options that say how a world is where there is none."""
    for option, value in needing.items():
        if value is not None and policy.persona == "bare":
            raise inputs.UsageProblem(
                f"{option} {value}: needs a host to make believe in: --persona browser, node or wsh"
            )
