"""Show what changed, and by whom; with --since, a journal."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.shared import Book, Json


@dataclass(frozen=True, slots=True)
class HistoryFlags:
    """The flags of `history`, as they were typed."""

    deal: Annotated[str | None, Argument("[DEAL]", "Its handle; without it, the whole book.")] = (
        None
    )
    limit: Annotated[int | None, Flag("--limit", "N", "Only the N newest.", least=1)] = None
    since: Annotated[
        str | None, Flag("--since", "PERIOD", "From then on: monday, 7d, 'last month'.")
    ] = None
    until: Annotated[str | None, Flag("--until", "DATE", "Up to that day.")] = None
    by: Annotated[str | None, Flag("--by", "NAME", "Only what they did; me for yourself.")] = None
    book: Book = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.history:history",
    HistoryFlags,
    ("history", "history ardent --limit 5", "history --since monday"),
)
