"""The commands by which two machines' books meet: `sync`, and what git runs to merge deals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.sections import KEEPING, examples


@app.command(
    rich_help_panel=KEEPING,
    epilog=examples(
        "sync",
    ),
)
def sync(book: flags.Book = None) -> None:
    """Fetch, merge and push the book, hand edits committed first."""
    from salescli.commands.sync import sync as command

    raise typer.Exit(command.sync(book))


@app.command(name="merge-driver", hidden=True)
def merge_driver(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="The common version: %O.")],
    ours: Annotated[Path, typer.Argument(metavar="OURS", help="Our version: %A.")],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", help="Their version: %B.")],
    _name: Annotated[str, typer.Argument(metavar="PATH", help="The deal's file: %P.")] = "",
) -> None:
    """Merge two versions of a deal, as git asks for it, into the file of ours."""
    from salescli.commands import merge_driver as command

    raise typer.Exit(command.merge_driver(base, ours, theirs))
