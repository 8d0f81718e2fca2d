"""Call a next step off, with the reason, and say what comes next."""

from dataclasses import dataclass, field
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.own_next_step import ThenFlags
from salescli.flags.support.shared import Book, Deal, Keep, WhyText


@dataclass(frozen=True, slots=True)
class CancelFlags:
    """The flags of `cancel`, as they were typed."""

    deal: Deal
    item: Annotated[str, Flag("--next", "ITEM", "Which one, where there are several.")] = ""
    reason: WhyText = ""
    keep: Keep = False
    following: ThenFlags = field(default_factory=ThenFlags)
    book: Book = None


COMMAND = Command(
    "salescli.commands.cancel:cancel",
    CancelFlags,
    (
        'cancel lindvik -m "They are at a fair" --what "Ring Jo" --on mon',
        'cancel ardent -m "Felix is ill" --then legal-review --on 3d',
    ),
)
