"""The commands that give the book out in formats of others."""

from __future__ import annotations

from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.lazy import Group
from salescli.cli.sections import KEEPING, examples

_app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    help="Write the book as CSV, as JSON, or as a calendar.",
)
app.add_typer(_app, name="export", rich_help_panel=KEEPING)

Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


@_app.command(
    epilog=examples(
        "export csv -o deals.csv",
    ),
)
def csv(to: flags.Output = None, force: Force = False, book: flags.Book = None) -> None:
    """Write all deals with their standing, one a row (CSV)."""
    from salescli.commands import export

    raise typer.Exit(export.csv(book, to, force=force))


@_app.command(
    epilog=examples(
        "export json -o book.json",
    ),
)
def json(to: flags.Output = None, force: Force = False, book: flags.Book = None) -> None:
    """Write everything; salescli import reads it back (JSON)."""
    from salescli.commands import export

    raise typer.Exit(export.json(book, to, force=force))


@_app.command(
    epilog=examples(
        "export ics -o next.ics",
    ),
)
def ics(to: flags.Output = None, book: flags.Book = None) -> None:
    """Write all next steps as one calendar feed (iCalendar)."""
    from salescli.commands import invite

    raise typer.Exit(invite.export_ics(book, to))
