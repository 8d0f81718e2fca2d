"""The steps that an encounter passes over: done before, not needed, or still to come.

A deal may begin further down than its process. What is answered is on record before the encounter:
as held by an import, which is no encounter, or as skipped with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salescli.commands.support import arguments
from salescli.commands.support.subject import Subject
from salescli.commands.support.writing.under_lock import check_unskipped
from salescli.domain.deal import Entry
from salescli.domain.process import earlier_steps
from salescli.domain.standing import AgendaItem
from salescli.errors import UsageError
from salescli.views.phrases import step_title

if TYPE_CHECKING:
    from salescli.commands.support.asking.conversation import Conversation

_KEYS = {"d": "done before", "n": "not needed", "l": "later, still to come"}


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What is answered about them: the steps that were done before, and why others are skipped."""

    done: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()

    def entries(self, encounter: Entry, agenda: Iterable[AgendaItem]) -> list[Entry]:
        """Return the entries that stand before the encounter: what is done isn't on the agenda."""
        at, by = encounter.at, encounter.by
        scheduled = {item.next.step for item in agenda}
        drop = tuple(step for step in self.done if step in scheduled)
        held = [Entry(at, "import", by=by, steps=self.done, drop=drop, undated=True)]
        reasons: dict[str, list[str]] = {}
        for step, reason in self.skipped:
            reasons.setdefault(reason, []).append(step)
        return (held if self.done else []) + [
            Entry(at, "skip", by=by, steps=tuple(steps), reason=reason)
            for reason, steps in reasons.items()
        ]


def by_flags(done: Sequence[str], skips: Sequence[str], about: Subject) -> PassedOver:
    """Return what `--done-before STEP` and `--skip STEP=REASON` say. Raises SalescliError."""
    before = arguments.steps(done, about)
    for step in before:
        if step in about.standing.trace.held:
            raise UsageError(f"'{step}' is done already", fix=f"leave out --done-before {step}")
    skipped = []
    for text in skips:
        name, _, reason = text.partition("=")
        if not reason.strip():
            raise UsageError(
                f"--skip '{text}' gives no reason", fix='as in --skip first-reply="They rang us"'
            )
        steps = arguments.steps([name], about)
        skipped += [(step, arguments.clean(reason)) for step in steps]
    names = [step for step, _ in skipped]
    check_unskipped((*before, *names), about)
    if both := [step for step in names if step in before]:
        raise UsageError(f"'{both[0]}' is either done or skipped", fix="give one of the two flags")
    return PassedOver(before, tuple(skipped))


def passed_over(steps: Iterable[str], about: Subject) -> tuple[str, ...]:
    """Return the required steps before these that were neither done nor skipped.

    Those that an earlier encounter passed over were asked about then.
    """
    process, trace = about.process, about.standing.trace
    steps = list(steps)
    known = {*steps, *trace.held, *trace.skipped}
    known.update(other for step in trace.held for other in _before(step, about))
    missing = {other for step in steps for other in _before(step, about)} - known
    return tuple(step.id for step in process.steps if step.id in missing and step.required)


def _before(name: str, about: Subject) -> tuple[str, ...]:
    step = about.process.step(name)
    return (*step.after, *earlier_steps(step, about.process)) if step else ()


def ask_passed_over(talk: Conversation, steps: Sequence[str], known: PassedOver) -> PassedOver:
    """Return what is answered about the steps that an encounter passes over, once for all."""
    about, asker = talk.subject, talk.asker
    settled = {*known.done, *(step for step, _ in known.skipped)}
    missing = tuple(step for step in passed_over(steps, about) if step not in settled)
    if not missing:
        return known
    titles = ", ".join(step_title(about.process, step) for step in missing)
    asker.say(f"Comes before it, and is not on record: {titles}")
    key = asker.key("passed-over", "What about that?", _KEYS, default="l")
    if key == "d":
        return PassedOver((*known.done, *missing), known.skipped)
    if key == "l":
        return known
    reason = asker.ask("passed-over-reason", "Why is it not needed", _reason)
    return PassedOver(known.done, (*known.skipped, *((step, reason) for step in missing)))


def _reason(text: str) -> str:
    if not arguments.clean(text):
        raise UsageError("a step is skipped with its reason, or not at all")
    return arguments.clean(text)
