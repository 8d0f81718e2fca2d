"""The commands that put dates to the buyer: an invitation, and the plan to the close."""

from __future__ import annotations

from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.sections import DEALS, examples


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        "plan ardent",
        "plan ardent -o plan.html",
        "plan ardent --format markdown",
    ),
)
def plan(
    deal: flags.Deal,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="text, markdown, html, ics or json."),
    ] = None,
    to: flags.Output = None,
    book: flags.Book = None,
    today: flags.Today = None,
    as_json: flags.Json = False,
) -> None:
    """Plan backwards from the close, with an owner on each side."""
    from salescli.commands import plan as command

    command.plan(book, deal, today, "json" if as_json else form, to)


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        "invite ardent -o invite.ics",
    ),
)
def invite(
    deal: flags.Deal,
    sender: Annotated[
        str, typer.Option("--from", metavar="EMAIL", help="Your address, if not that of git.")
    ] = "",
    cancel: Annotated[
        bool, typer.Option("--cancel", help="Call off the step that was cancelled last.")
    ] = False,
    to: flags.Output = None,
    book: flags.Book = None,
) -> None:
    """Write the invitation to the next step (iCalendar)."""
    from salescli.commands import invite as appointing

    appointing.invite(book, deal, sender, to, cancel=cancel)
