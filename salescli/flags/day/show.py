"""Show one deal: standing, what is missing, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from salescli.flags.support.declaration import Command
from salescli.flags.support.shared import At, Book, Deal, Json, Today


@dataclass(frozen=True, slots=True)
class ShowFlags:
    """The flags of `show`, as they were typed."""

    deal: Deal
    book: Book = None
    today: Today = None
    at: At = None
    as_json: Json = False


COMMAND = Command(
    "salescli.commands.show:show",
    ShowFlags,
    ("show ardent", "show ardent --today 2026-12-01", "show ardent --json"),
)
