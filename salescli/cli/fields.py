"""The commands that change what is known of a deal: its header, its people, its file."""

from __future__ import annotations

from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.sections import DEALS, examples


@app.command(
    "set",
    rich_help_panel=DEALS,
    epilog=examples(
        "set lindvik value=2400 close=2027-01-29",
        "set lindvik tags=retail,nordic source=",
    ),
)
def set_(
    deal: flags.Deal,
    assignments: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE...", help="FIELD= takes it out.")
    ],
    book: flags.Book = None,
) -> None:
    """Change header fields: value=48k close=2027-01-29 source=."""
    from salescli.commands import set as command

    command.set_(book, deal, assignments)


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        'person lindvik jo --name "Jo Lindvik" --role owner',
        "person lindvik jo --email jo@lindvik.example",
        "person lindvik jo",
        "person lindvik jo --remove",
    ),
)
def person(
    deal: flags.Deal,
    handle: Annotated[str, typer.Argument(metavar="PERSON", help="Their handle, or their name.")],
    name: Annotated[str | None, typer.Option(metavar="TEXT", help="Their name.")] = None,
    role: Annotated[
        str | None, typer.Option(metavar="ROLE", help="Their role in the process.")
    ] = None,
    email: Annotated[str | None, typer.Option(metavar="EMAIL", help="Their email address.")] = None,
    phone: Annotated[str | None, typer.Option(metavar="PHONE", help="Their phone number.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="What they are: CFO.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take them out.")] = False,
    book: flags.Book = None,
) -> None:
    """Show, add, change or remove a person of a deal."""
    from salescli.commands import person as command

    given = command.PersonFlags(name, role, email, phone, title, remove)
    command.person(book, deal, handle, given)


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        "edit lindvik",
        "--book . edit lindvik",
    ),
)
def edit(deal: flags.Deal, book: flags.Book = None) -> None:
    """Open a deal's file in your editor; it is checked after."""
    from salescli.commands import edit as command

    command.edit(book, deal)
