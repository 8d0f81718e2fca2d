"""The commands of the book's memory: what changed, and taking back the last command."""

from __future__ import annotations

from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.sections import KEEPING, examples

_DealOrBook = Annotated[
    str | None, typer.Argument(metavar="[DEAL]", help="Its handle; else the whole book.")
]


@app.command(
    rich_help_panel=KEEPING,
    epilog=examples(
        "history",
        "history ardent --limit 5",
        "history --since monday",
    ),
)
def history(
    deal: _DealOrBook = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only the N newest.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="From then on: monday, 7d, 'last month'.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="PERIOD", help="Up to then.")] = None,
    book: flags.Book = None,
    as_json: flags.Json = False,
) -> None:
    """Show what changed, when, and by whom; edits by hand included."""
    from salescli.commands import history as command

    command.history(book, deal, command.HistoryFlags(limit, since, until), as_json=as_json)


@app.command(
    rich_help_panel=KEEPING,
    epilog=examples(
        "undo --yes",
        "undo lindvik --yes",
    ),
)
def undo(
    deal: Annotated[
        str | None,
        typer.Argument(metavar="[DEAL]", help="The last command on it; else the last of all."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    book: flags.Book = None,
) -> None:
    """Take back the last command, whole."""
    from salescli.commands.undo import undo as command

    command.undo(book, deal, yes=yes)
