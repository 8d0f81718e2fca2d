"""The command that brings deals in from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.sections import KEEPING, examples


@app.command(
    "import",
    rich_help_panel=KEEPING,
    epilog=examples(
        "import deals.csv --process-from-stages pipeline --dry-run",
        "import deals.csv --process-from-stages pipeline",
    ),
)
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV export, or our own JSON.")],
    system: Annotated[
        str, typer.Option("--from", metavar="NAME", help="A name for the system it is from.")
    ] = "",
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="What a column says (repeatable)."),
    ] = None,
    dates: Annotated[
        str, typer.Option(metavar="dmy|mdy", help="Whether day or month comes first.")
    ] = "",
    decimals: Annotated[
        str, typer.Option(metavar="point|comma", help="Which sign begins the decimals.")
    ] = "",
    currency: Annotated[
        str, typer.Option(metavar="CURRENCY", help="That of amounts without one.")
    ] = "",
    process: Annotated[
        str, typer.Option(metavar="NAME", help="The process that they follow.")
    ] = "",
    from_stages: Annotated[
        str,
        typer.Option(
            "--process-from-stages", metavar="NAME", help="Make a process of their stages."
        ),
    ] = "",
    stage: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STAGE[=STEP]",
            help="The step held there, won, lost or disqualified (repeatable).",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would happen.")
    ] = False,
    book: flags.Book = None,
    as_json: flags.Json = False,
) -> None:
    """Bring in deals from HubSpot, Salesforce, Pipedrive or any CSV."""
    from salescli.commands.importing import import_deals as command

    given = command.ImportFlags(
        file=file,
        system=system,
        maps=tuple(mapping or ()),
        dates=dates,
        decimals=decimals,
        currency=currency,
        process=process,
        from_stages=from_stages,
        stages=tuple(stage or ()),
        dry_run=dry_run,
    )
    raise typer.Exit(command.import_(book, given, as_json=as_json))
