"""Flags and arguments that several commands share, each named once."""

from pathlib import Path
from typing import Annotated

from salescli.flags.support.declaration import Argument, Flag

Deal = Annotated[str, Argument("DEAL", "Its handle, or a part of a name.")]
DealAsked = Annotated[str | None, Argument("[DEAL]", "Without it you are asked.")]
Deals = Annotated[tuple[str, ...], Argument("[DEAL]...", "Only these; without it, all of them.")]
ProcessName = Annotated[str, Argument("NAME", "The process's name.")]

Book = Annotated[Path | None, Flag("--book", "DIR", "The book to work on.")]
JSON = Flag("--json", "", "Print JSON, for programs.")
Json = Annotated[bool, JSON]
# Every command that has --json has this one too: it is added where the command is built.
FIELDS = Flag("--fields", "NAMES", "Of the JSON, only these fields: deal,next.on.")
Output = Annotated[Path | None, Flag("-o --output", "FILE", "Write it to this file.")]
Force = Annotated[bool, Flag("--force", "", "Write over a file that exists.")]
Yes = Annotated[bool, Flag("--yes -y", "", "Don't ask.")]
Today = Annotated[str | None, Flag("--today", "DATE", "Show it as on that day.")]
At = Annotated[str | None, Flag("--at", "DATE", "Show it as it stood then: 2026-11-19.")]

Note = Annotated[
    str,
    Flag("-m --note", "TEXT", "What was said; - reads input, without TEXT as -e.", alone="--edit"),
]
Edit = Annotated[bool, Flag("-e --edit", "", "Write the note in your editor.")]
WhyText = Annotated[str, Flag("-m --reason", "TEXT", "Why.")]
Reason = Annotated[str, Flag("--reason", "ID", "The reason, as the process declares it.")]
Evidence = Annotated[str, Flag("--evidence", "TEXT", "The evidence, in the buyer's words.")]
SaidBy = Annotated[str, Flag("--said-by", "PERSON", "Who at the buyer said so.")]
EndNote = Annotated[str, Flag("-m --note", "TEXT", "What else there is to say about it.")]
Revisit = Annotated[str, Flag("--revisit", "DATE", "Not now: back in `next` on that day.")]
Newcomers = Annotated[
    tuple[str, ...], Flag("--person", "'HANDLE: NAME, ROLE, EMAIL'", "Someone new (repeatable).")
]
Disqualifiers = Annotated[
    tuple[str, ...], Flag("--flag", "ID", "A disqualifying fact that came up (repeatable).")
]
Keep = Annotated[bool, Flag("--keep", "", "Keep what is scheduled as the next step.")]
OnlyProcess = Annotated[str, Flag("--process", "NAME", "Only deals of that process.")]
