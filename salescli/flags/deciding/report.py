"""Report what will come in, how sure that is, and why.

A part is results, pipeline, forecast, chances, conversion, time, conversations, reasons,
processes, owners, sources, tags or quarters; --full and the page have all of them.

--since and --until count deals by the day they ended; conversion and the time to close by the day
they were opened; conversations and moved closes by their own. The pipeline and the forecast are
today's.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.shared import Book, Json, OnlyProcess, Today


@dataclass(frozen=True, slots=True)
class ReportFlags:
    """The flags of `report`, as they were typed."""

    parts: Annotated[
        tuple[str, ...], Argument("[PART]...", "results, forecast, conversion, time, reasons …")
    ] = ()
    full: Annotated[bool, Flag("--full", "", "Every part.")] = False
    week: Annotated[bool, Flag("--week", "", "This week in numbers.")] = False
    book: Book = None
    today: Today = None
    since: Annotated[str | None, Flag("--since", "DATE", "What happened on that day or later.")] = (
        None
    )
    until: Annotated[
        str | None, Flag("--until", "DATE", "What happened by the end of that day.")
    ] = None
    process: OnlyProcess = ""
    compare: Annotated[
        str | None,
        Flag(
            "--compare",
            "PERIOD",
            "With the same length `before`, a `year` earlier, or 2026-01-01..2026-03-31.",
        ),
    ] = None
    html: Annotated[Path | None, Flag("--html", "FILE", "Write it as one page for a browser.")] = (
        None
    )
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.report:report",
    ReportFlags,
    (
        "report forecast reasons",
        "report --since 2026-10-01 --compare before",
        "report --html report.html",
    ),
)
