"""Set a step aside on the record, with the reason."""

from dataclasses import dataclass, field
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command
from salescli.flags.support.next_step import NextFlags
from salescli.flags.support.shared import Book, Deal, Keep, WhyText


@dataclass(frozen=True, slots=True)
class After:
    """What comes after a step that is skipped: a next step, or what is kept."""

    keep: Keep = False
    following: NextFlags = field(default_factory=NextFlags)


@dataclass(frozen=True, slots=True)
class SkipFlags:
    """The flags of `skip`, as they were typed."""

    deal: Deal
    steps: Annotated[tuple[str, ...], Argument("STEP...", "The steps.")] = ()
    reason: WhyText = ""
    after: After = field(default_factory=After)
    book: Book = None


COMMAND = Command(
    "salescli.commands.skip:skip",
    SkipFlags,
    (
        'skip tarrow midpoint-review -m "Done alone" --what "Ring" --on mon',
        'skip ardent reference-call -m "They know Corvane" --keep',
    ),
)
