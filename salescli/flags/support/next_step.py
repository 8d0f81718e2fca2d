"""The flags about the next step, which several commands take."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Flag


@dataclass(frozen=True, slots=True, repr=False)
class NextFlags:
    """What happens next: a step or words, when, with whom."""

    step: Annotated[str | None, Flag("--next", "STEP", "What happens next: a step.")] = None
    what: Annotated[str, Flag("--what", "TEXT", "The next step in words.")] = ""
    on: Annotated[str | None, Flag("--on", "DATE", "When: 'tue 10:00', 3d, 2026-11-24.")] = None
    people: Annotated[
        tuple[str, ...], Flag("--next-with", "PERSON", "Who will be there (repeatable).")
    ] = ()
    goal: Annotated[str, Flag("--goal", "TEXT", "Its yes-or-no result.")] = ""
    agreed: Annotated[bool, Flag("--agreed", "", "The buyer said yes to it.")] = False

    @property
    def is_whole(self) -> bool:
        """Whether they say what comes next, as a step or in words, and when."""
        return self.on is not None and bool(self.step or self.what.strip())

    @property
    def in_words(self) -> bool:
        """Whether they say in words alone what comes next."""
        return not self.step and bool(self.what.strip())

    @property
    def is_empty(self) -> bool:
        """Whether none of them was typed."""
        return self == type(self)()
