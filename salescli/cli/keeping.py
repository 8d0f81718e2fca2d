"""The commands that keep the book: making one, and showing what one looks like."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.sections import KEEPING, examples


@app.command(
    rich_help_panel=KEEPING,
    epilog=examples(
        "init sales --me ada",
        "init deals --country DE --region BY --process enterprise",
    ),
)
def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where.")] = Path(),
    me: Annotated[
        str, typer.Option(metavar="OWNER", help="Your handle, for 'by' and 'owner'.")
    ] = "",
    currency: Annotated[str, typer.Option(metavar="CURRENCY", help="That of new deals.")] = "EUR",
    process: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A shipped process to start with (repeatable)."),
    ] = None,
    country: Annotated[
        str, typer.Option(metavar="COUNTRY", help="Its public holidays are days off: DE.")
    ] = "",
    region: Annotated[
        str, typer.Option(metavar="REGION", help="And those of a part of it: BY.")
    ] = "",
    git: Annotated[bool, typer.Option("--git/--no-git", help="Keep the book in git.")] = True,
) -> None:
    """Make a new book of deals in a folder."""
    from salescli.commands import init as command
    from salescli.domain.settings import Settings

    settings = Settings(
        me=me, currency=currency, commit=git, country=country.upper(), region=region
    )
    command.init(folder, settings, tuple(process or ()))


@app.command(
    rich_help_panel=KEEPING,
    epilog=examples(
        "demo",
        "demo week-48",
    ),
)
def demo(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Where; else a temporary folder.")
    ] = None,
) -> None:
    """Write a demo book of example deals, and show its review."""
    from salescli.commands import demo as command

    command.demo(folder)


@app.command(
    rich_help_panel=KEEPING,
    epilog=examples(
        "doctor",
        "doctor --fix",
    ),
)
def doctor(
    fix: Annotated[bool, typer.Option("--fix", help="Fix what can be fixed safely.")] = False,
    book: flags.Book = None,
    as_json: flags.Json = False,
) -> None:
    """Show what is wrong with the book or the set-up."""
    from salescli.commands.doctor import doctor as command

    raise typer.Exit(command.doctor(book, fix=fix, as_json=as_json))
