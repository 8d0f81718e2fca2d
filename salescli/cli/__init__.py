"""The command line: the names and flags of the commands. Whatever is heavier loads inside them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from salescli import __version__
from salescli.cli.group import Root
from salescli.cli.readable import check_readable
from salescli.errors import INTERRUPTED
from salescli.exit_handling import completed, guarded


class _Commands(Root):
    """The commands in the order of a day; an error that was foreseen ends in its exit code."""

    def main(self, args: Any = None, *_: Any, **settings: Any) -> Any:
        """Run a command line; what the parser refuses is shown in our own form."""
        is_alone = settings.pop("standalone_mode", True)
        words = sys.argv[1:] if args is None else list(args)

        def parsed() -> Any:
            try:
                return super(_Commands, self).main(args=words, standalone_mode=False, **settings)
            except TyperException as error:
                from salescli.cli.refusals import parser_refusal

                raise parser_refusal(error, words) from error
            except typer.Abort:
                return INTERRUPTED

        code = completed(parsed)
        if is_alone:
            sys.exit(code or 0)
        return code

    def show_alone(self, _ctx: Any) -> None:
        """Print the commands of a day, and where the rest is."""
        from salescli.cli.start_screen import start_text

        typer.echo(start_text())


app = typer.Typer(
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,  # `completion` knows deals, steps and people, too
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    help="Keep your deals from dying of neglect: no call or meeting ends without a next step.",
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
        typer.Option("--version", callback=_say_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    if book is not None:
        from salescli.store.locate_book import mean_book

        mean_book(book)


def main() -> None:
    """Run the command line, and end with its exit code."""
    sys.exit(guarded(_run))


def _run() -> int | None:
    check_readable(sys.argv[1:])
    code: int | None = app()
    return code
