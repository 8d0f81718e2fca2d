"""Bring in deals from HubSpot, Salesforce, Pipedrive or any CSV."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.shared import Book, Json, Yes


@dataclass(frozen=True, slots=True)
class ImportFlags:
    """The flags of `import`, as they were typed."""

    file: Annotated[
        Path,
        Argument("[FILE]", "CSV, .xlsx, a folder or zip of them, our own JSON; - for a paste."),
    ] = Path()
    more: Annotated[
        tuple[str, ...],
        Argument("[FILE]...", "Its people, companies, activities, notes: known by their columns."),
    ] = ()
    people: Annotated[
        tuple[str, ...], Flag("--people", "FILE", "The contacts of the deals (repeatable).")
    ] = ()
    companies: Annotated[
        tuple[str, ...], Flag("--companies", "FILE", "Their companies (repeatable).")
    ] = ()
    activities: Annotated[
        tuple[str, ...],
        Flag("--activities", "FILE", "Calls, meetings, emails and tasks (repeatable)."),
    ] = ()
    notes: Annotated[tuple[str, ...], Flag("--notes", "FILE", "Notes (repeatable).")] = ()
    system: Annotated[str, Flag("--from", "SYSTEM", "A name for the system it is from.")] = ""
    maps: Annotated[
        tuple[str, ...], Flag("--map", "FIELD=COLUMN", "What a column holds (repeatable).")
    ] = ()
    sheet: Annotated[str, Flag("--sheet", "NAME", "Which sheet of a workbook.")] = ""
    dates: Annotated[
        str,
        Flag("--dates", "dmy|mdy|1904", "Day or month first; or 1904, the year 45000 counts from."),
    ] = ""
    decimals: Annotated[
        str, Flag("--decimals", "point|comma", "Which sign begins the decimals.")
    ] = ""
    currency: Annotated[
        tuple[str, ...],
        Flag("--currency", "[SIGN=]CURRENCY", "Of amounts without one, or of a sign (repeatable)."),
    ] = ()
    encoding: Annotated[str, Flag("--encoding", "NAME", "The encoding of the text.")] = ""
    owner: Annotated[str, Flag("--owner", "OWNER", "Whose the deals without an owner are.")] = ""
    process: Annotated[str, Flag("--process", "NAME", "The process that they follow.")] = ""
    from_stages: Annotated[
        str, Flag("--process-from-stages", "NAME", "Make a process of their stages.")
    ] = ""
    stages: Annotated[
        tuple[str, ...],
        Flag(
            "--stage",
            "STAGE[=STEP]",
            "The step done there, won, lost or disqualified (repeatable).",
        ),
    ] = ()
    order: Annotated[str, Flag("--stages", "A,B,C", "The stages, in their order.")] = ""
    dry_run: Annotated[bool, Flag("--dry-run", "", "Only show what would happen.")] = False
    yes: Yes = False
    book: Book = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.importing.import_deals:import_deals",
    ImportFlags,
    (
        "import deals.csv --process-from-stages pipeline --dry-run",
        "import deals.csv --process-from-stages pipeline",
        "import deals.csv contacts.csv calls.csv --process pipeline",
        "import export.zip --process pipeline --dry-run",
        "import pipeline.xlsx --sheet Deals --process pipeline",
    ),
)
