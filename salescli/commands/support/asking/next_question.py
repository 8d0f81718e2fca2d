"""What is asked about the next step, and what is answered to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.typed.next_step_text import NextStepText
from salescli.domain.deal import NextStep
from salescli.flags.support.next_step import NextFlags


@dataclass(frozen=True, slots=True)
class NextAnswer:
    """What was answered to 'Next step': an ending, or a next step; nothing is Enter.

    `where` is ALSO or INSTEAD, where that was said with it. `evidence` is what was said with an
    ending; where it is only `implied`, that is asked back.
    """

    ending: str = ""
    evidence: str = ""
    implied: bool = False
    typed: NextStepText = field(default_factory=NextStepText)
    where: str = ""

    def written(self) -> str:
        """Return the answer as it means the same on any day."""
        if self.ending and self.evidence:
            return self.evidence if self.implied else f"{self.ending}, {self.evidence}"
        return self.ending or " ".join(filter(None, (self.where, self.typed.written())))


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """What is asked for: a next step in place of `before`, less what the flags have said."""

    talk: Conversation
    flags: NextFlags
    before: NextStep | None = None
    endings: tuple[str, ...] = ()
    with_whom: bool = True
