"""The commands that show: the review, one deal, all deals, the findings."""

from __future__ import annotations

from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.sections import DAY, DEALS, examples


@app.command(
    "next",
    rich_help_panel=DAY,
    epilog=examples(
        "next",
        "next acme",
        "next --mine --days 14",
        "next --brief",
    ),
)
def next_(
    deal: Annotated[str | None, typer.Argument(metavar="[DEAL]", help="Only that deal.")] = None,
    book: flags.Book = None,
    today: flags.Today = None,
    listed: Annotated[bool, typer.Option("--list", help="Only list them, never ask.")] = False,
    mine: Annotated[bool, typer.Option("--mine", help="Only the deals that I own.")] = False,
    process: Annotated[str | None, typer.Option(metavar="NAME", help="Only that process.")] = None,
    days: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="Look N days ahead, not to the end of the week."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="No more than the N worst.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All, however many there are.")] = False,
    brief: Annotated[
        bool, typer.Option("--brief", help="One line, for a shell's prompt; none if all is well.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 if anything is overdue or unscheduled.")
    ] = False,
    as_json: flags.Json = False,
) -> None:
    """Go through the day: no next step, overdue, today, this week."""
    from salescli.commands import next as command
    from salescli.commands.support.review_selection import ReviewFlags

    given = ReviewFlags(
        deal=deal,
        today=today,
        mine=mine,
        process=process,
        days=days,
        limit=limit,
        everything=everything,
        listed=listed,
        brief=brief,
        exit_code=exit_code,
        as_json=as_json,
    )
    raise typer.Exit(command.next_(book, given))


@app.command(
    rich_help_panel=DAY,
    epilog=examples(
        "show ardent",
        "show ardent --today 2026-12-01",
        "show ardent --json",
    ),
)
def show(
    deal: flags.Deal,
    book: flags.Book = None,
    today: flags.Today = None,
    at: flags.At = None,
    as_json: flags.Json = False,
) -> None:
    """Show one deal: standing, what is missing, what comes next."""
    from salescli.commands import show as command

    command.show(book, deal, today, at=at, as_json=as_json)


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        "check",
        "check merrowby",
        "check --select N,P02 --format json",
    ),
)
def check(
    deals: Annotated[
        list[str] | None, typer.Argument(metavar="[DEAL]...", help="Only these; else all of them.")
    ] = None,
    book: flags.Book = None,
    today: flags.Today = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text, json or github.")
    ] = "text",
    select: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="Only these: N, or N02,P01.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="All but these.")
    ] = None,
    as_json: flags.Json = False,
) -> None:
    """Show what is missing or wrong, where, and how to fix it."""
    from salescli.commands import check as command

    given = command.CheckFlags(
        names=tuple(deals or ()),
        today=today,
        format="json" if as_json else form,
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
    )
    raise typer.Exit(command.check(book, given))


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        "rule N02",
        "rule",
    ),
)
def rule(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="Such as P02; else all, a line each.")
    ] = None,
    as_json: flags.Json = False,
) -> None:
    """Explain a finding: what it means, why, how to fix it."""
    from salescli.commands import rule as command

    command.rule(code, as_json=as_json)
