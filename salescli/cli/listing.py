"""The commands that show many deals at once: the list and the board."""

from __future__ import annotations

from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.sections import DEALS, examples

_Names = list[str] | None


@app.command(
    "list",
    rich_help_panel=DEALS,
    epilog=examples(
        "list --overdue --unscheduled",
        'list --closing "this quarter" --sort -value',
        "list --all --status lost --csv",
    ),
)
def list_(
    book: flags.Book = None,
    today: flags.Today = None,
    at: flags.At = None,
    everything: Annotated[bool, typer.Option("--all", help="Closed deals too.")] = False,
    status: Annotated[
        _Names, typer.Option(metavar="STATUS", help="open, won, lost or disqualified.")
    ] = None,
    process: Annotated[_Names, typer.Option(metavar="NAME", help="Of that process.")] = None,
    stage: Annotated[_Names, typer.Option(metavar="STAGE", help="Open, in that stage.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Next step overdue.")] = False,
    unscheduled: Annotated[bool, typer.Option("--unscheduled", help="No next step.")] = False,
    tag: Annotated[_Names, typer.Option(metavar="TAG", help="With that tag.")] = None,
    owner: Annotated[_Names, typer.Option(metavar="OWNER", help="Of that owner.")] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only those that I own.")] = False,
    value: Annotated[
        str | None, typer.Option(metavar="RANGE", help="'>10000', '<=5k', 10k..50k, '>1m EUR'.")
    ] = None,
    closing: Annotated[
        str | None,
        typer.Option(metavar="PERIOD", help="Expected close: 'this quarter', 2026-12, overdue."),
    ] = None,
    sort: Annotated[
        _Names, typer.Option(metavar="ORDER", help="close, -value (the largest first), stage …")
    ] = None,
    columns: Annotated[
        str | None, typer.Option(metavar="COLUMNS", help="Which ones: deal,company,close …")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="No more than the first N.")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV, for a spreadsheet.")] = False,
    as_json: flags.Json = False,
) -> None:
    """List the open deals, or those that the filters leave.

    Filters add up: a deal has to pass each of them. One that is given twice, with two values,
    takes either of the two; so do --overdue and --unscheduled together.
    """
    from salescli.commands import list as command
    from salescli.commands.support.list_query import FilterFlags

    which = FilterFlags(
        everything=everything,
        processes=tuple(process or ()),
        stages=tuple(stage or ()),
        statuses=tuple(status or ()),
        tags=tuple(tag or ()),
        owners=tuple(owner or ()),
        mine=mine,
        overdue=overdue,
        unscheduled=unscheduled,
        value=value,
        closing=closing,
    )
    given = command.ListFlags(
        *(today, at, which, tuple(sort or ()), columns, limit), as_csv=as_csv, as_json=as_json
    )
    raise typer.Exit(command.list_(book, given))


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        "board",
        "board --process enterprise",
    ),
)
def board(
    book: flags.Book = None,
    today: flags.Today = None,
    at: flags.At = None,
    process: Annotated[_Names, typer.Option(metavar="NAME", help="Only that process.")] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only the deals that I own.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="However many there are.")] = False,
    as_json: flags.Json = False,
) -> None:
    """Show the pipeline by stage, with signs of trouble."""
    from salescli.commands import board as command

    given = command.BoardFlags(today, at, tuple(process or ()), mine, everything, as_json)
    raise typer.Exit(command.board_(book, given))
