"""The commands that give the book out in formats of others."""

from __future__ import annotations

import typer

from salescli.cli import app, flags

_app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Give the book out: to a calendar, a spreadsheet, another program.",
)
app.add_typer(_app, name="export")


@_app.command()
def ics(to: flags.Output = None, book: flags.Book = None) -> None:
    """Give out all next steps as one calendar feed (iCalendar)."""
    from salescli.commands import appointing

    raise typer.Exit(appointing.export_ics(book, to))
