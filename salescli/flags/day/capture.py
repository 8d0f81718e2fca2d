"""Take in mails, invitations, transcripts and notes, and log them."""

from dataclasses import dataclass, field
from typing import Annotated

from salescli.errors import UsageError
from salescli.flags.support.declaration import Argument, Command, Flag
from salescli.flags.support.next_step import NextFlags
from salescli.flags.support.shared import Book, Json, Keep


@dataclass(frozen=True, slots=True)
class CaptureFlags:
    """The flags of `capture`, as they were typed."""

    sources: Annotated[
        tuple[str, ...],
        Argument("[FILE]...", "Mails, mailboxes, .ics, transcripts, notes; - reads input."),
    ] = ()
    deal: Annotated[str, Flag("--deal", "DEAL", "The deal that it belongs to.")] = ""
    steps: Annotated[
        tuple[str, ...], Flag("--step", "STEP", "A step that it was (repeatable).")
    ] = ()
    following: NextFlags = field(default_factory=NextFlags)
    keep: Keep = False
    dismiss: Annotated[bool, Flag("--dismiss", "", "Never ask about it again.")] = False
    listed: Annotated[bool, Flag("--list", "", "Only list what waits, never ask.")] = False
    as_json: Json = False
    book: Book = None

    @property
    def is_whole(self) -> bool:
        """Whether they say what comes next, so that it can be logged at once."""
        return self.following.is_whole or self.keep

    @property
    def writes(self) -> bool:
        """Whether they take something in, or say what becomes of what waits."""
        return bool(self.sources) or self.dismiss or self.is_whole

    def check(self) -> None:
        """Refuse flags that contradict each other. Raises UsageError."""
        if self.dismiss and (self.is_whole or self.deal):
            raise UsageError("what is dismissed is not logged", fix="leave out --dismiss")


COMMAND = Command(
    "salescli.commands.capture.capture:capture",
    CaptureFlags,
    (
        "capture mail.eml",
        "capture mail.eml --deal ardent --keep",
        "capture newsletter.eml --dismiss",
        "capture --list",
    ),
)
