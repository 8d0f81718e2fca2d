"""The commands that correct what is on record: an entry, a deal's handle, a deal too many."""

from __future__ import annotations

from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.sections import DEALS, examples


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        "amend ardent --show",
        'amend tarrow -m "Nell wants to start on a Monday" --with nell',
        'amend lindvik --entry 3 --at "2026-11-12 15:00"',
    ),
)
def amend(
    deal: flags.Deal,
    steps: Annotated[
        list[str] | None, typer.Argument(metavar="[STEP]...", help="The steps held; - for none.")
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="List the entries, numbered.")] = False,
    entry: Annotated[
        int | None, typer.Option(metavar="N", help="The entry; else the last conversation.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="call, meeting, email, message or visit.")
    ] = None,
    at: Annotated[str | None, typer.Option(metavar="DATE", help="When it was.")] = None,
    met: Annotated[
        list[str] | None, typer.Option(metavar="OUTCOME", help="All outcomes (repeatable).")
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="PERSON", help="All who were there (repeatable)."),
    ] = None,
    person: flags.People = None,
    flag: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="All disqualifying facts (repeatable).")
    ] = None,
    note: Annotated[
        str | None, typer.Option("-m", "--note", metavar="TEXT", help="The note; '' for none.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The reason of a skip or an ending.")
    ] = None,
    evidence: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The evidence of an ending.")
    ] = None,
    said_by: Annotated[
        str | None, typer.Option(metavar="PERSON", help="Who at the buyer said so.")
    ] = None,
    step: flags.NextStep = None,
    what: flags.What = "",
    on: flags.On = None,
    next_with: flags.NextWith = None,
    goal: flags.Goal = "",
    agreed: Annotated[
        bool | None, typer.Option("--agreed/--not-agreed", help="The buyer said yes to it, or not.")
    ] = None,
    book: flags.Book = None,
    as_json: flags.Json = False,
) -> None:
    """Correct what an entry says: the last one, or --entry N."""
    from salescli.commands.amend import amend as command
    from salescli.commands.amend.amend_flags import AmendFlags
    from salescli.commands.support.next_step_flags import NextFlags

    given = AmendFlags(
        entry=entry,
        at=at,
        kind=kind,
        steps=tuple(steps or ()),
        met=tuple(met or ()),
        people=tuple(with_ or ()),
        persons=tuple(person or ()),
        facts=tuple(flag or ()),
        note=note,
        reason=reason,
        evidence=evidence,
        said_by=said_by,
        following=NextFlags(step, what, on, tuple(next_with or ()), goal),
        agreed=agreed,
    )
    if show or as_json:
        command.show_entries(book, deal, as_json=as_json)
    else:
        command.amend(book, deal, given)


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        "rename pinegrove pinegrove-trial",
        "--book . rename lindvik lindvik-boats",
    ),
)
def rename(
    deal: flags.Deal,
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new handle.")],
    book: flags.Book = None,
) -> None:
    """Give a deal another handle."""
    from salescli.commands import rename as command

    command.rename(book, deal, new)


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        "delete umberfield --yes",
        "delete tessaly --yes",
    ),
)
def delete(
    deal: flags.Deal,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    book: flags.Book = None,
) -> None:
    """Delete a deal that was made by mistake; undo brings it back."""
    from salescli.commands import delete as command

    command.delete(book, deal, yes=yes)


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        "merge umberfield --into tarrow --prefer tarrow",
        "merge pinegrove --into lindvik --prefer pinegrove",
    ),
)
def merge(
    deal: flags.Deal,
    into: Annotated[str, typer.Option("--into", metavar="DEAL", help="The deal that stays.")],
    prefer: Annotated[
        str | None, typer.Option(metavar="DEAL", help="Whose values stand where both differ.")
    ] = None,
    book: flags.Book = None,
) -> None:
    """Merge two files of one deal: one log, one list of people."""
    from salescli.commands.merge import merge as command

    command.merge(book, deal, into, prefer)
