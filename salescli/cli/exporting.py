"""The commands that give the book's deals out to other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salescli.cli import app, flags

_app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Give the deals out to other tools.",
)
app.add_typer(_app, name="export")

Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Into a file, whole.")
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


@_app.command()
def csv(output: Output = None, force: Force = False, book: flags.Book = None) -> None:
    """All deals with their standing, one a row, for a spreadsheet."""
    from salescli.commands import export

    raise typer.Exit(export.csv(book, output, force=force))


@_app.command()
def json(output: Output = None, force: Force = False, book: flags.Book = None) -> None:
    """Everything, deals and processes; salescli import reads it back."""
    from salescli.commands import export

    raise typer.Exit(export.json(book, output, force=force))
