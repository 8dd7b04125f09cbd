"""The `stockade` command: its sub-commands, and the one place where errors become exit codes."""

from __future__ import annotations

import logging
import traceback
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated

import typer

from stockade_policies import StockadeError

from . import exits, output
from .doctor import doctor
from .exits import ExitCode
from .explore import explore
from .inputs import UsageProblem
from .run import run
from .stress import stress
from .tools import Tools

if TYPE_CHECKING:
    from collections.abc import Sequence

logging.getLogger("stockade").addHandler(logging.NullHandler())  # the reports tell what it would

app = typer.Typer(
    name="stockade",
    add_completion=False,
    pretty_exceptions_enable=False,  # they print local variables: guest text among them
    rich_markup_mode=None,  # help is plain text: the examples in it keep their lines
    context_settings={"help_option_names": ["-h", "--help"]},
)
_BOUNDS = {"int_parsing": "an integer", "float_parsing": "a number"}
"""What typer's own checks ask for, by their names."""

app.command()(run)
app.command()(explore)
app.command()(doctor)
app.command()(stress)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"stockade {version('stockade')}")
        raise typer.Exit


@app.callback()
def stockade(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help="Print the version."
        ),
    ] = False,
) -> None:
    """Run JavaScript that nobody trusts.

    Each run gets its own jailed process, which is thrown away afterwards. `stockade doctor` tells
    whether this host can hold the walls; `stockade run FILE` runs one program; `stockade explore
    FILE` runs it in several worlds and compares; `stockade stress` runs thousands, most of them
    honest, and checks what they leave behind.
    """


def _complaint(error: typer.TyperException) -> str:
    """Return what is wrong, with the value that was given: typer leaves some of them out."""
    errors = getattr(error.__cause__, "errors", None)
    if errors is None or not isinstance(error, typer.BadParameter) or error.param is None:
        return error.format_message()
    first = errors()[0]
    bound = _BOUNDS.get(first["type"]) or first["msg"].rpartition(" is not ")[2].rstrip(".")
    return f"{error.param.opts[0]} = {first['input']}: must be {bound}"


def main(argv: Sequence[str] | None = None, tools: Tools | None = None) -> int:
    """Run the command line and return its exit code.

    argv   without the program's name; default: the process's own.
    tools  what the commands use; tests give their own.
    """
    try:
        code: int = app(
            args=argv,
            prog_name="stockade",
            # Or typer would print errors itself, and hostile file names with them.
            standalone_mode=False,
            obj=tools or Tools(),
        )
    except typer.TyperException as error:
        at = getattr(error, "ctx", None)
        command = "stockade" if at is None else at.command_path
        hint = "" if isinstance(error, UsageProblem) else f"\nTry: {command} --help"
        output.write_message(f"stockade: {_complaint(error)}{hint}")
        return error.exit_code
    except StockadeError as error:
        output.write_message(f"stockade: {error}")
        return exits.of_error(error)
    except Exception:
        output.write_message(f"stockade: internal error\n{traceback.format_exc()}")
        return ExitCode.INTERNAL
    if code == ExitCode.INTERRUPTED:  # typer turns a KeyboardInterrupt into this code
        output.write_message("stockade: interrupted")
    return code
