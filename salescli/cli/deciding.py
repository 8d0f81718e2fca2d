"""The commands for deciding how to sell, and for the editors of the files in which it is said."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.sections import DECIDING, KEEPING, examples


@app.command(
    rich_help_panel=DECIDING,
    epilog=examples(
        "report",
        "report --since 2026-10-01 --compare before",
        "report --html report.html",
    ),
)
def report(
    book: flags.Book = None,
    today: flags.Today = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="What happened on that day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="What happened by the end of that day.")
    ] = None,
    process: Annotated[str, typer.Option(metavar="NAME", help="Only deals of that process.")] = "",
    compare: Annotated[
        str | None,
        typer.Option(
            metavar="PERIOD",
            help="With the same length `before`, a `year` earlier, or 2026-01-01..2026-03-31.",
        ),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as one page for a browser.")
    ] = None,
    as_json: flags.Json = False,
) -> None:
    """Report on pipeline, forecast, conversion, times, reasons.

    --since and --until count deals by the day they ended; conversion and the time to close by
    the day they were opened; encounters and moved closes by their own. The pipeline and the
    forecast are today's.
    """
    from salescli.commands import report as command

    given = command.ReportFlags(today, since, until, process, compare, html, as_json)
    raise typer.Exit(command.report_(book, given))


@app.command(
    rich_help_panel=DECIDING,
    epilog=examples(
        "learn small-business",
        "learn small-business --since 2026-01-01",
    ),
)
def learn(
    process: Annotated[
        str | None, typer.Argument(metavar="[PROCESS]", help="The process's name.")
    ] = None,
    proposals: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PROPOSAL]...", help="With --apply: its number, its id, or all."),
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Make these proposals the next revision.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only deals closed from then on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only deals closed until then.")
    ] = None,
    book: flags.Book = None,
    as_json: flags.Json = False,
) -> None:
    """Learn from closed deals what goes with winning."""
    from salescli.commands.learn import learn as command

    command.learn_(
        *(book, process, tuple(proposals or ())),
        since=since,
        until=until,
        apply=apply,
        as_json=as_json,
    )


@app.command(
    rich_help_panel=KEEPING,
    epilog=examples(
        "schema deal",
        "schema process",
    ),
)
def schema(
    kind: Annotated[str | None, typer.Argument(metavar="deal|process|settings")] = None,
) -> None:
    """Print the JSON Schema of a file format, for editors."""
    from salescli.commands import schema as command

    command.schema(kind)
