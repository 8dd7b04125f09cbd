"""`stockade explore`: one sample in several worlds, and what it does in each."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from stockade.explore import default_branches
from stockade.tracing import Trace

from . import explore_report, inputs, output, trace_files
from .exits import ExitCode
from .run import Kind, Persona
from .tools import Tools

if TYPE_CHECKING:
    from stockade.explore import Branch, Exploration, Explored


def explore(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="The program; - reads it from standard input.")
    ],
    policy: Annotated[
        str,
        typer.Option(
            metavar="P", help="production, research, development, or the path of a policy in TOML."
        ),
    ] = "research",
    persona: Annotated[
        list[Persona] | None,
        typer.Option(
            metavar="bare|browser|node|wsh",
            help="A host to make it believe in; may be repeated; default: all but bare.",
        ),
    ] = None,
    answers: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE,...",
            help="One way for the world to answer, as in http=error,files=absent; may be repeated; "
            "keys as for `stockade run --answer`.",
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
    profile: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.json",
            help='Who each host says it is: a JSON object, as in {"user": "anna", "cores": 2}.',
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(metavar="N", help="Of clock, chance and profile; default: the policy's."),
    ] = None,
    artifacts: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="Write each content that it made, sent or got anywhere to a file in this empty "
            "folder.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print all results as JSON on standard output.")
    ] = False,
) -> int:
    """Run one untrusted program in several worlds, each time in a jail of its own, and compare.

    Worlds differ in the host that they show (browser, Windows Script Host, Node.js) and in how that
    answers: whether servers are there, whether files are. The likeliest are tried first. The report
    numbers them, and says of all that was done in which worlds it was.

    \b
    Examples:
      stockade explore sample.js
      stockade explore sample.js --persona wsh --answers http=success --answers http=error
      stockade explore sample.js --json | jq '.behaviour.effects[].item.target'

    \b
    Exit codes:
      0  every branch was run,         6  this host cannot hold the walls: nothing was run,
         however it ended                 see `stockade doctor`
      2  usage, or input that cannot   130  interrupted
         be run
    """
    tools = context.ensure_object(Tools)
    inputs.check_standard_input({"the program": file, "--profile": profile})
    chosen = inputs.policy_with(policy, seed=seed)
    arguments = inputs.args_of(arg or [])
    given_profile = inputs.read_profile(profile)
    source = inputs.read_source(file)
    given = [inputs.answers_of("--answers", one.split(",")) or {} for one in answers or []]
    branches = default_branches(
        source,
        personas=[one.value for one in persona or []] or None,
        answers=given or None,
    )
    progress = _Progress(branches)
    with ExitStack() as opened:
        write = opened.enter_context(trace_files.artifacts(artifacts)) if artifacts else None
        supervisor = opened.enter_context(tools.open_explorer(chosen, len(branches)))
        found = supervisor.explore(
            source,
            branches=branches,
            on_branch=progress.show,
            kind=kind.value,
            args=arguments,
            profile=given_profile,
        )
        if as_json:
            output.write_json(found.to_dict())
        else:
            output.write_report(explore_report.of_exploration(found))
        if write:
            write(_contents(found))
    return ExitCode.COMPLETED


def _contents(found: Exploration) -> Trace:
    """Return the contents of all branches as those of one trace, with numbers of their own."""
    traces = [run.result.trace for run in found.runs if run.result.trace]
    return Trace(
        artifacts=tuple(
            replace(one.item, id=number) for number, one in enumerate(found.behaviour.artifacts)
        ),
        dropped={"artifact": sum(trace.dropped.get("artifact", 0) for trace in traces)},
        complete=all(trace.complete for trace in traces),
    )


class _Progress:
    """A line for each branch that has ended."""

    def __init__(self, branches: tuple[Branch, ...]) -> None:
        self._total = len(branches)
        self._ended = 0

    def show(self, run: Explored) -> None:
        self._ended += 1
        told = explore_report.headline(run)
        output.write_message(f"stockade: {self._ended}/{self._total} {told}")
