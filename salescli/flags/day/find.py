"""Find words in all deals, the newest first.

In notes, titles, companies, people, next steps, tags and your own fields. Capitals and accents
never decide; a word of four letters or more is found inside of longer ones too. In a terminal it
shows what fits on the screen.
"""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.shared import Book, Json, Today


@dataclass(frozen=True, slots=True)
class FindFlags:
    """The flags of `find`, as they were typed. `everything`: however long the screen gets."""

    words: Annotated[
        tuple[str, ...], Argument("WORDS...", 'All of them; "side by side" in quotes.')
    ]
    deal: Annotated[str | None, Flag("--deal", "DEAL", "Only in this deal.")] = None
    person: Annotated[str, Flag("--person", "PERSON", "Only what that person is part of.")] = ""
    since: Annotated[
        str | None, Flag("--since", "PERIOD", "Logged since: monday, 30d, 2026-10.")
    ] = None
    everything: Annotated[bool, Flag("--all", "", "However many there are.")] = False
    book: Book = None
    today: Today = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.find:find",
    FindFlags,
    (
        "find liability",
        'find "status quo" --since 60d',
        "find price --person viktor --json",
    ),
)
