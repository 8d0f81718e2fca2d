"""A conversation in a terminal about one deal: who asks, about what, and the draft of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.domain.deal import Person
from salescli.domain.deal_fields import FIELDS
from salescli.domain.time.moment import When, local
from salescli.errors import InterruptedByUserError, SalescliError
from salescli.prompts import HALF, YES_NO, Asker, StepBackError
from salescli.store.drafts import Draft, drop_draft, find_draft, keep_draft
from salescli.store.write_count import writes
from salescli.text.lazy_re import lazy_re
from salescli.text.wording import when_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
F = TypeVar("F", bound="DataclassInstance")

_HOW = (
    "result",  # which command it is
    "book",
    "as_json",
    "deal",
    "company",
    "file",
)  # flags that say where and how, and answer no question
_RESUME = {"y": "go on", "c": "change its answers", "n": "begin again"}
_NAMES = {
    "met": "outcomes met",
    "next": "next step",
    "step": "next step",
    "what": "next step",
    "next-with": "next step with",
    "agreed": "confirmed",
    "persons": "people",
}  # what is not named by its key
_LETTERS = {"passed-over", "words", "keep", "resume", "follow"}  # a letter says nothing by itself
_DAY = lazy_re(r"\b(\d{4}-\d\d-\d\d)(T\d\d:\d\d)?(?![\w:-])")
FLAG = "--"  # begins the key of what was typed as a flag


@dataclass(frozen=True, slots=True)
class Conversation:
    """Who asks, about which deal; `people` grows with those who are named for the first time.

    `days` are those that what it is about names for what comes next, such as a mail.
    """

    asker: Asker
    subject: Subject
    session: Session
    people: dict[str, Person]
    days: tuple[When, ...] = ()

    @property
    def newcomers(self) -> tuple[Person, ...]:
        """The people that the deal doesn't have yet."""
        known = self.subject.deal.people
        return tuple(person for handle, person in self.people.items() if handle not in known)


def talk_about(subject: Subject, session: Session, asker: Asker) -> Conversation:
    """Return a conversation about a deal, with the people that it has."""
    return Conversation(asker, subject, session, dict(subject.deal.people))


@contextmanager
def asking(command: str, name: str, session: Session) -> Iterator[Asker]:
    """Return an asker that keeps a draft of each answer, and begins with an earlier one's draft.

    The draft is dropped when the body ends well: write what was answered inside of it. When the
    conversation is cut off, or what was answered can't be written, it stays, and the error says
    so.
    """
    root = session.book.root
    draft = find_draft(root, command, name)
    wish = _wish(draft) if draft is not None else "n"
    if wish == "n":
        draft = None
        drop_draft(root, command, name)
    begun = min(draft.at, session.now) if draft else session.now
    before = writes()

    def say(text: str) -> None:
        asker.say(text)

    keep = _keeping(root, Draft(command, name, begun, {}), say)
    asker = Asker(draft.answers if draft else {}, keep, begun)
    if wish == "c":
        asker.offer_all()
    try:
        yield asker
    except (KeyboardInterrupt, InterruptedByUserError) as cut:
        over = isinstance(cut, InterruptedByUserError) and cut.over
        if writes() > before:
            raise InterruptedByUserError(f"interrupted: {name} is written", over=over) from None
        raise _interrupted(find_draft(root, command, name), over=over) from None
    except SalescliError as error:
        kept = find_draft(root, command, name)
        if kept and writes() == before:
            error.fix += f"\n  what you typed is kept: {kept.resume}   takes it up again"
        raise
    else:
        drop_draft(root, command, name)
    finally:
        if writes() > before:  # and it may be that only showing it failed
            drop_draft(root, command, name)


def converse(command: str, name: str, session: Session, run: Callable[[Asker], T]) -> T:
    """Return what a conversation gives, kept as `asking` does.

    It runs again whenever the question before is wanted. `run` asks and writes what was answered;
    until it writes, nothing but the asker may remember.
    """
    with asking(command, name, session) as asker:
        asker.rewinds = True
        while True:
            with suppress(StepBackError):
                return run(asker)


def _keeping(
    root: Path, draft: Draft, say: Callable[[str], None]
) -> Callable[[Mapping[str, str]], None]:
    """Return what keeps answers in a draft; that it can't is said once."""
    failed: set[str] = set()

    def keep(answers: Mapping[str, str]) -> None:
        """Keep the answers so far as a draft; without any there is none."""
        if not answers:
            drop_draft(root, draft.command, draft.name)
            return
        try:
            keep_draft(root, replace(draft, answers=dict(answers)))
        except SalescliError as error:
            if not failed:
                say(f"No draft can be kept: {error.message}")
            failed.add(error.message)

    return keep


def _interrupted(draft: Draft | None, *, over: bool) -> InterruptedByUserError:
    if draft is None:
        return InterruptedByUserError("interrupted: nothing was changed", over=over)
    message = f"{draft.name}: what you typed is kept as a draft"
    return InterruptedByUserError(message, fix=f"{draft.resume}   takes it up again", over=over)


def _wish(draft: Draft) -> str:
    """Return what is to become of a draft: a key of _RESUME."""
    asker = Asker({}, lambda _: None)
    asker.say(f"There is a draft, begun on {when_text(local(draft.at))}: {typed_so_far(draft)}")
    return asker.key("resume", "Take it up again?", _RESUME, default="y", shown="Y/n")


def typed_so_far(draft: Draft) -> str:
    """Return what a draft holds, on one line."""
    said = (
        f"{_label(key)}: {_shown(key, text)}"
        for key, text in draft.answers.items()
        if text and key not in _LETTERS
    )
    return "; ".join(said) or "nothing typed yet"


def _label(key: str) -> str:
    name = key.removesuffix(HALF).rpartition(FLAG)[2]
    return _NAMES.get(name, name.replace("-", " ").replace("_", " ").replace(".", ", "))


def _shown(key: str, text: str) -> str:
    """Return an answer in words: a flag's value is kept as JSON, a day as it is typed anywhere."""
    value = _read(text, text) if FLAG in key else text
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return str(value)
    if key == "agreed" and value in YES_NO:
        return YES_NO[value]
    return _DAY.sub(_day_in_words, value)


def _day_in_words(match: re.Match[str]) -> str:
    day, time = match.groups()
    try:
        return when_text(datetime.fromisoformat(match[0]) if time else date.fromisoformat(day))
    except ValueError:
        return match[0]


def recalled(asker: Asker, flags: F, prefix: str = "") -> F:
    """Return the flags as they were typed, and those that weren't as the draft has them."""
    changes: dict[str, Any] = {}
    for field in fields(flags):
        if field.name in _HOW:
            continue
        value = getattr(flags, field.name)
        key = f"{prefix}{FLAG}{field.name}"
        if is_dataclass(value) and not isinstance(value, type):
            changes[field.name] = recalled(asker, value, key)
        elif isinstance(value, Mapping):
            changes[field.name] = _recalled_header(asker, value, f"{prefix}{FLAG}")
        elif field.default is not MISSING:
            typed = json.dumps(value, ensure_ascii=False) if value != field.default else ""
            text = asker.recall(key, typed)
            changes[field.name] = _read(text, value) if text and not typed else value
    return replace(flags, **changes)


def _recalled_header(asker: Asker, typed: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Return the fields of a deal's header, each as it was typed, else as the draft has it."""
    header = dict(typed)
    for key in FIELDS:
        text = asker.recall(
            prefix + key, json.dumps(typed[key], ensure_ascii=False) if key in typed else ""
        )
        value = _read(text, None) if text and key not in typed else None
        header |= {key: value} if value is not None else {}
    return header


def _read(text: str, otherwise: Any) -> Any:
    try:
        value = json.loads(text)
    except ValueError:  # somebody has been at the draft
        return otherwise
    return tuple(value) if type(value) is list else value
