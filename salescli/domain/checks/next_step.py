"""Family N: no encounter ends without a scheduled next step. Each check's docstring is its rule."""

from __future__ import annotations

from collections.abc import Iterator

from salescli.domain.checks.checked_deal import Case, next_place, place
from salescli.domain.deal import NextStep
from salescli.domain.finding import Key, Severity
from salescli.domain.problem import Problem
from salescli.domain.rules import rule
from salescli.domain.standing import AgendaItem
from salescli.domain.time.moment import day_of
from salescli.domain.unanswered import unanswered
from salescli.text.shell_quoting import word
from salescli.text.wording import count, day_text, distance, echo

_NEAR = 2  # business days in which a date that nobody confirmed should be confirmed


def _name(case: Case, following: NextStep) -> str:
    return f"'{following.what}'" if following.what else case.title(following.step)


def _log_command(case: Case, following: NextStep) -> str:
    return case.command("log", following.step)


def _move_command(case: Case, following: NextStep, flags: str = "--on DATE") -> str:
    """Return the command that changes an item; it is named where it isn't the only one."""
    several = len(case.standing.agenda) > 1
    item = f"--next {word(following.step or following.what)} " if several else ""
    return case.command("schedule", flags=f"{item}{flags}")


def _place(item: AgendaItem, *rest: str) -> Key:
    return next_place(item.entry, item.place, *rest)


@rule("N01", Severity.ERROR)
def no_next_step(case: Case) -> Iterator[Problem]:
    """An open deal has no next step.

    Why: a deal without a next step on a date dies, however friendly the last conversation was.
    'Waiting for them' is no next step; the day on which we ask again is.
    Example: the last call was written into the file by hand, without a [log.next] table.
    Fix: `salescli schedule DEAL --next STEP --on DATE`, or end the deal: win, lose or walk.
    """
    if not case.is_open or case.standing.next is not None:
        return
    last = case.standing.log[-1] if case.standing.log else None
    yield Problem(
        "the deal is open and has no next step",
        fix=case.command("schedule", flags="--next STEP --on DATE"),
        key=place(last),
    )


@rule("N02", Severity.ERROR)
def overdue_next_step(case: Case) -> Iterator[Problem]:
    """The next step is overdue: its day has passed and nothing was logged since.

    Why: a date that passes without a word shows the buyer that it didn't matter.
    Example: a security review was due on Tuesday; it is Friday and nothing was logged.
    Fix: `salescli log DEAL STEP` if it took place, `salescli schedule DEAL --on DATE` if not.
    """
    for item in case.standing.agenda:
        following = item.next
        if following.day >= case.today:
            continue
        when = f"{day_text(following.day)}, {distance(following.day, case.today)}"
        move = _move_command(case, following)
        yield Problem(
            f"the next step {_name(case, following)} was due {when}",
            fix=f"{_log_command(case, following)}   or, if it didn't take place: {move}",
            key=_place(item, "on"),
        )


@rule("N03", Severity.WARNING)
def unconfirmed_next_step(case: Case) -> Iterator[Problem]:
    """The buyer has not confirmed the next step, and it is two business days away or less.

    Why: a next step that only we want is a continuation, not an advance; deals stall on those.
    It is raised while there is still time to ask, once a conversation took place, and where
    somebody is named who could confirm it (else see N05).
    Example: a review is written down for tomorrow, and nobody there knows of it.
    Fix: ask for it, then `salescli schedule DEAL --on DATE --agreed`.
    """
    for item in case.ahead if case.standing.last_encounter else ():
        near = case.calendar.workdays_between(case.today, item.next.day) <= _NEAR
        if near and not item.next.agreed and _names_buyer(case, item.next):
            yield Problem(
                f"the buyer has not confirmed the next step {_name(case, item.next)}",
                fix=f"once they have: {_move_command(case, item.next, '--on DATE --agreed')}",
                key=_place(item),
            )


@rule("N04", Severity.WARNING)
def late_next_step(case: Case) -> Iterator[Problem]:
    """The next step is later than its step's time frame, counted from the conversation before it.

    Why: long gaps cost momentum; the time frame is what has worked so far.
    Example: the demo is due within 10 business days of discovery and is planned for next month.
    Fix: offer an earlier date, then `salescli schedule DEAL --on DATE`.
    """
    for item in case.ahead:
        following, start = item.next, case.clock_start(item.entry.at)
        step = case.process.step(following.step)
        if start is None or step is None or step.within is None:
            continue
        limit = case.after(day_of(start.at), step.within)
        if following.day > limit:
            yield Problem(
                f"the next step {_name(case, following)} on {day_text(following.day)} is later "
                f"than its time frame: {step.within.spoken()}, until {day_text(limit)}",
                fix=_move_command(case, following),
                key=_place(item, "on"),
            )


@rule("N05", Severity.WARNING)
def next_step_without_buyer(case: Case) -> Iterator[Problem]:
    """Nobody from the buyer is named for the next step, though somebody there is known.

    Why: a step that nobody on the other side owns doesn't take place. It is raised once a
    conversation took place; past the first stage also where nobody at the buyer is known.
    Example: a proposal review without a name behind `with`.
    Fix: `salescli schedule DEAL --on DATE --with PERSON`.
    """
    known = case.past_first_stage or any(map(case.is_buyer, case.deal.people))
    for item in case.ahead if known and case.standing.last_encounter else ():
        if not _names_buyer(case, item.next):
            yield Problem(
                f"nobody from the buyer is named for the next step {_name(case, item.next)}",
                fix=_move_command(case, item.next, "--on DATE --with PERSON"),
                key=_place(item),
            )


def _names_buyer(case: Case, following: NextStep) -> bool:
    """Return whether a person at the buyer is named, or a partner where the step wants one."""
    step = case.process.step(following.step)
    called = step.theirs if step else ()
    return any(case.is_buyer(who) or case.role_of(who) in called for who in following.people)


@rule("N06", Severity.WARNING)
def postponed_next_step(case: Case) -> Iterator[Problem]:
    """The same next step was postponed twice or more.

    Why: a buyer who moves a meeting twice shows how much it matters to them.
    Example: the closing call went from Tuesday to Friday to the week after.
    Fix: ask what is in the way and schedule another step, or ask for a no: `salescli walk DEAL`.
    """
    for item in case.standing.agenda:
        if item.put_off >= 2:
            yield Problem(
                f"the next step {_name(case, item.next)} was postponed "
                f"{count(item.put_off, 'time')}",
                fix=case.command("schedule", flags="--next ANOTHER-STEP --on DATE"),
                key=_place(item, "on"),
            )


@rule("N07", Severity.WARNING)
def encounter_without_next_step(case: Case) -> Iterator[Problem]:
    """On an open deal, an earlier call, meeting or message ended without a next step.

    Why: a next step after every conversation keeps deals alive; a file edited by hand can miss it.
    Example: a call was added to the file with an editor, without a [log.next] table.
    Fix: add the [log.next] that was agreed then; from here on use `salescli log`.
    """
    for entry in case.standing.unfollowed if case.is_open else ():
        yield Problem(
            f"the {entry.kind} of {day_text(day_of(entry.at))} ended without a next step",
            fix="add the [log.next] that was agreed then",
            key=place(entry),
        )


@rule("N08", Severity.INFO)
def next_step_on_day_off(case: Case) -> Iterator[Problem]:
    """The next step falls on a day off.

    Why: nobody may be there.
    Example: a call on a Saturday in a book whose workdays are Monday to Friday.
    Fix: `salescli schedule DEAL --on DATE`; or change [calendar] in salescli.toml.
    """
    for item in case.ahead:
        if not case.calendar.is_workday(item.next.day):
            yield Problem(
                f"the next step {_name(case, item.next)} falls on a day off: "
                f"{echo(item.next.day, case.today)}",
                fix=_move_command(case, item.next),
                key=_place(item, "on"),
            )


@rule("N09", Severity.WARNING)
def nobody_answered(case: Case) -> Iterator[Problem]:
    """We wrote twice or more, and nobody answered.

    Why: a third mail is read by the same person who didn't answer two; another way, or another
    person, is a new try.
    Example: two mails about the offer, captured as ours, with nothing from them since.
    Fix: ring them or somebody else there, and log it: `salescli log DEAL`; or ask for a no.
    """
    waiting = unanswered(case.standing.log) if case.is_open else ()
    if len(waiting) > 1:
        since = day_text(day_of(waiting[0].at))
        yield Problem(
            f"we wrote {count(len(waiting), 'time')} since {since}, and nobody answered",
            fix=case.command("schedule", flags="--next STEP --on DATE"),
            key=place(waiting[-1]),
        )
