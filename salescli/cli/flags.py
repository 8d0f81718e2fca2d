"""Flags and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Book = Annotated[Path | None, typer.Option("--book", metavar="DIR", help="The book to work on.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write it to this file."),
]
Today = Annotated[
    str | None, typer.Option("--today", metavar="DATE", help="Look at it as on that day.")
]
At = Annotated[
    str | None, typer.Option("--at", metavar="DATE", help="As it stood then: 2026-11-19.")
]
Deal = Annotated[str, typer.Argument(metavar="DEAL", help="Its handle, or a part of a name.")]
DealAsked = Annotated[
    str | None, typer.Argument(metavar="[DEAL]", help="Its handle, or a part of a name.")
]

NextStep = Annotated[
    str | None, typer.Option("--next", metavar="STEP", help="What happens next: a step.")
]
What = Annotated[str, typer.Option("--what", metavar="TEXT", help="The next step in words.")]
On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="When: 'tue 10:00', 3d, 2026-11-24.")
]
NextWith = Annotated[
    list[str] | None,
    typer.Option("--next-with", metavar="PERSON", help="Who will be there (repeatable)."),
]
Also = Annotated[bool, typer.Option("--also", help="Beside what is scheduled already.")]
Instead = Annotated[
    str | None, typer.Option("--instead", metavar="ITEM", help="In place of that next step.")
]
Keep = Annotated[bool, typer.Option("--keep", help="What is scheduled already comes next.")]
Goal = Annotated[str, typer.Option("--goal", metavar="TEXT", help="Its yes-or-no result.")]
Agreed = Annotated[bool, typer.Option("--agreed", help="The buyer said yes to it.")]
People = Annotated[
    list[str] | None,
    typer.Option("--person", metavar="'HANDLE: NAME, ROLE, EMAIL'", help="Someone new."),
]
Text = Annotated[
    str, typer.Option("-m", "--note", metavar="TEXT", help="What was said; - reads it from input.")
]
Edit = Annotated[bool, typer.Option("-e", "--edit", help="Write the note in your editor.")]
Reason = Annotated[
    str, typer.Option("--reason", metavar="ID", help="The reason, as the process declares it.")
]
Evidence = Annotated[
    str, typer.Option("--evidence", metavar="TEXT", help="The evidence, in the buyer's words.")
]
SaidBy = Annotated[
    str, typer.Option("--said-by", metavar="PERSON", help="Who at the buyer said so.")
]
