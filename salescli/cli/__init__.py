"""The command line: the names and flags of the commands. Whatever is heavier loads inside them."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from salescli import __version__
from salescli.cli.lazy import LazyGroup, take_commands
from salescli.errors import COULD_NOT_RUN, INTERRUPTED, SalescliError


class _Group(LazyGroup):
    """The commands in the order of a day; an error that was foreseen ends in its exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except SalescliError as error:
            from salescli.views.out import fail, notice

            say = notice if error.exit_code == INTERRUPTED else fail
            say(error.message + (f"\n  {error.fix}" if error.fix else ""))
            raise typer.Exit(error.exit_code) from None


app = typer.Typer(
    cls=_Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    help="Keep your deals from dying of neglect: no encounter ends without a next step.",
)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"salescli {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    book: Annotated[
        Path | None, typer.Option("--book", metavar="DIR", help="The book to work on.")
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    if book is not None:
        # The same as naming it in the environment, for this run and for the programs it starts.
        os.environ["SALESCLI_BOOK"] = str(book.expanduser().absolute())


def main() -> None:
    """Run the command line. No traceback reaches the user, unless SALESCLI_DEBUG asks for it."""
    gc.disable()  # a command ends long before collecting its garbage would pay
    try:
        app()
    except Exception as error:
        if os.environ.get("SALESCLI_DEBUG"):
            raise
        from salescli.views.out import fail

        if isinstance(error, OSError) and error.errno:
            from salescli.store.files import why

            place = f"{os.fsdecode(error.filename)}: " if error.filename else ""
            fail(f"{place}{why(error)}\n  look at it with: salescli doctor")
            sys.exit(COULD_NOT_RUN)
        fail(
            f"salescli itself is at fault: {type(error).__name__}: {error}\n"
            "  please report it, with what SALESCLI_DEBUG=1 shows when you repeat the command"
        )
        sys.exit(COULD_NOT_RUN)


# The modules that declare the commands, in the order of --help.
for _name in (
    *("looking", "daily", "fields", "endings"),
    *("memory", "processes", "deciding", "keeping", "syncing"),
    *("importing", "exporting"),
):
    import_module(f"salescli.cli.{_name}")

_Group.builders = take_commands(app)
