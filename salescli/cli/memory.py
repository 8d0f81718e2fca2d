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
    ),
)
def history(
    deal: _DealOrBook = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only the N newest.")
    ] = None,
    book: flags.Book = None,
    as_json: flags.Json = False,
) -> None:
    """Show what changed, when, and by whom; edits by hand included."""
    from salescli.commands import history as command

    command.history(book, deal, limit, as_json=as_json)


@app.command(
    rich_help_panel=KEEPING,
    epilog=examples(
        "undo --yes",
    ),
)
def undo(
    deal: Annotated[
        str | None,
        typer.Argument(
            metavar="[DEAL|COMMIT]",
            help="Your last command on it; or a commit, anybody's; else your last of all.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    book: flags.Book = None,
) -> None:
    """Take back your last command, whole; again, the one before."""
    from salescli.commands.undo import undo as command

    command.undo(book, deal, yes=yes)


@app.command(
    rich_help_panel=KEEPING,
    epilog=examples(
        "redo --yes",
    ),
)
def redo(
    deal: Annotated[
        str | None,
        typer.Argument(metavar="[DEAL]", help="What was undone on it; else the last of all."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    book: flags.Book = None,
) -> None:
    """Bring back what undo took back last; again, the one before."""
    from salescli.commands.undo import undo as command

    command.undo(book, deal, yes=yes, redo=True)
