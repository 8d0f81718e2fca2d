"""Family Q: the signs of a poor deal. Each check's docstring is its rule."""

from __future__ import annotations

from collections.abc import Iterator

from salescli.domain.advice import contacts_wanted, met_at_buyer
from salescli.domain.checks.checked_deal import Case, place
from salescli.domain.day.warning_signs import on_record, thin
from salescli.domain.deal import Entry
from salescli.domain.finding import Severity
from salescli.domain.problem import Problem
from salescli.domain.rules import rule
from salescli.domain.standing import Status
from salescli.domain.time.moment import day_of
from salescli.text.shell_quoting import word
from salescli.text.wording import day_text


@rule("Q01", Severity.WARNING)
def disqualified_but_open(case: Case) -> Iterator[Problem]:
    """A disqualifying fact is recorded, and the deal is still open.

    Why: time spent on a deal that can't be won is taken from one that can.
    Example: `flags = ["no-budget-owner"]` in the log of an open deal.
    Fix: `salescli walk DEAL`; if it proved wrong, remove it: `salescli edit DEAL`.
    """
    if not case.is_open:
        return
    for entry in case.standing.log:
        for flag in entry.flags:
            declared = any(reason.id == flag for reason in case.process.disqualify)
            yield Problem(
                f"{on_record(flag, case.process.disqualify)}, and the deal is still open",
                fix=case.command("walk", flags=f"--reason {word(flag)}" if declared else ""),
                key=place(entry, "flags"),
            )


@rule("Q02", Severity.WARNING)
def single_contact(case: Case) -> Iterator[Problem]:
    """Only one person at the buyer was met, past the first stage.

    Why: people leave, go on holiday and lose arguments; a deal with one contact goes with them.
    Where all that was done calls for one role alone, such as the owner who decides, one person
    is enough.
    Example: three meetings, all with the same champion.
    Fix: ask that person who else decides, pays and implements, and meet them.
    """
    met = met_at_buyer(case.deal, case.process, case.standing)
    if len(met) < contacts_wanted(case.standing, case.process):
        yield Problem(
            thin(f"only {met.pop()}" if met else "nobody"),
            fix="ask who else decides, pays and implements; log the next conversation with them",
            key=place(case.standing.last_encounter),
        )


@rule("Q03", Severity.WARNING)
def outcome_without_note(case: Case) -> Iterator[Problem]:
    """Outcomes were claimed with no note to show for them.

    Why: an outcome is a fact; in a month nobody knows any more who said what.
    Example: `met = ["pain-sized"]` in an entry without a note.
    Fix: write the note into that entry: `salescli edit DEAL`.
    """
    for entry in case.standing.log:
        if entry.is_encounter and entry.met and not entry.note.strip():
            yield Problem(
                f"the {entry.kind} of {day_text(day_of(entry.at))} claims "
                f"{', '.join(entry.met)} and has no note",
                fix=f"{case.command('edit')}   and write into its `note` what they said",
                key=place(entry, "met"),
            )


@rule("Q04", Severity.WARNING)
def no_value_or_close_date(case: Case) -> Iterator[Problem]:
    """No value or no expected close, past the first stage.

    Why: a deal without a value and a date can't be ranked, forecast or planned backwards.
    Example: a deal in evaluation with neither `value` nor `close`.
    Fix: `salescli set DEAL value=48000 close=DATE`.
    """
    lacks = [name for name in ("value", "close") if getattr(case.deal, name) is None]
    if case.past_first_stage and lacks:
        words = {"value": "value", "close": "expected close"}
        yield Problem(
            f"no {' and no '.join(words[name] for name in lacks)}, past the first stage",
            fix=case.command(
                "set", *({"value": "value=AMOUNT", "close": "close=DATE"}[name] for name in lacks)
            ),
        )


@rule("Q05", Severity.WARNING)
def unexplained_loss(case: Case) -> Iterator[Problem]:
    """Lost or disqualified without a reason, or with no evidence.

    Why: a loss that nobody can explain teaches nothing.
    Example: a close entry with `result = "lost"` and no `evidence`.
    Fix: add `reason` and `evidence` to the close entry in the file.
    """
    ending = case.standing.ending
    if not case.was_abandoned or ending is None:
        return
    lacks = [name for name in ("reason", "evidence") if not getattr(ending, name).strip()]
    if lacks:
        yield Problem(
            f"{ending.result} with no {' and no '.join(lacks)}",
            fix=f"add {' and '.join(f'`{name}`' for name in lacks)} to the close entry",
            key=place(ending),
        )


@rule("Q06", Severity.INFO)
def guessed_loss_reason(case: Case) -> Iterator[Problem]:
    """The reason for a loss is our guess: nobody at the buyer said so.

    Why: sellers are notorious for blaming price and product; only the buyer knows.
    Example: a close entry with `reason = "price"` and no `said_by`.
    Fix: ask them, a month later if need be, and add `said_by` to the close entry.
    """
    ending = case.standing.ending
    if case.standing.status is Status.LOST and ending is not None and not ending.said_by:
        yield Problem(
            "nobody at the buyer gave the reason for this loss: it is our guess",
            fix="ask them, then add `said_by` to the close entry",
            key=place(ending),
        )


@rule("Q07", Severity.WARNING)
def entry_after_close(case: Case) -> Iterator[Problem]:
    """The log goes on after the close: an encounter, a next step or another ending.

    Why: two people, or two machines, didn't know of each other; one of them is wrong.
    Example: the deal was lost on one laptop, and a meeting was logged on the other.
    Fix: `salescli reopen DEAL` if it is still alive; else correct the entry: `salescli edit DEAL`.
    """
    closed: Entry | None = None
    for entry in case.standing.log:
        if entry.kind in ("open", "reopen"):
            closed = None
        elif closed is None:
            closed = entry if entry.kind == "close" and entry.result else None
        elif entry.is_encounter or entry.nexts or entry.kind == "close":
            yield Problem(
                f"the {entry.kind} of {day_text(day_of(entry.at))} comes after the deal was "
                f"closed: {closed.result} on {day_text(day_of(closed.at))}",
                fix=f"{case.command('reopen')}   or correct it: {case.command('edit')}",
                key=place(entry),
            )
