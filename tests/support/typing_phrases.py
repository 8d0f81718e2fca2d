"""Phrases as they are typed at prompts, each with what it is understood as: one reader a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from salescli.commands.support import arguments
from salescli.commands.support.asking.ask_people import people_named
from salescli.commands.support.asking.ask_place import is_instead
from salescli.commands.support.asking.conversation import talk_about
from salescli.commands.support.asking.deal_details import details_meaning, with_details
from salescli.commands.support.asking.encounter_questions import outcomes_named
from salescli.commands.support.asking.steps_done import answer_with_remark
from salescli.commands.support.reading.process_choice import choose_process
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed import money_arguments
from salescli.commands.support.typed.next_step_meaning import next_step_meaning
from salescli.commands.support.typed.next_step_text import read_next_step
from salescli.commands.support.typed.person_answers import contact_answered, role_answered
from salescli.domain.deal import Deal, Entry, NextStep, Person
from salescli.domain.people.person_echo import person_echo
from salescli.domain.replay import replay
from salescli.domain.settings import Settings
from salescli.domain.time.period_grammar import parse_period
from salescli.errors import SalescliError
from salescli.flags.day.add import AddFlags
from salescli.prompts import YES_NO, Asker
from salescli.prompts.key_words import key_meant
from salescli.store.book import Book
from salescli.store.process_loader import ProcessLoader
from salescli.text.wording import when_text

NOW = datetime(2026, 11, 24, 9)  # a Tuesday
KNOWN = {
    "optik": {"bob": "Bob Smith", "marta": "Marta Ferri", "lindner": "Herr Lindner"},
    "kollwitz": {"petra": "Petra Kollwitz"},
}

OUTCOMES = {  # in the order in which they are numbered
    "need-named": "They say in a sentence what they want to get done",
    "call-booked": "They accept a day and a time for the call",
}

FOUNDERS = Path(__file__).parents[1] / "phrases" / "founders.tsv"


def rows(table: Path) -> list[list[str]]:
    """The rows of a table: kind, phrase, meaning."""
    lines = table.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def typing_session(folder: Path) -> Session:
    """A session on that Tuesday at nine, of a book in a folder."""
    book = Book(folder, Settings(currency="EUR"))
    return Session(book, ProcessLoader(book), NOW.astimezone())


def known_deal(session: Session, name: str, process: str) -> Subject:
    """A deal with its people, and a first next step on the Tuesday after."""
    following = NextStep(on=NOW.replace(month=12, day=1).date(), step="demo", what="Demo")
    people = {handle: Person(handle, full) for handle, full in KNOWN[name].items()}
    opened = Entry(NOW.astimezone(), "open", by="ada", nexts=(following,))
    template = choose_process(session, process)
    deal = Deal(name, company=name, process=process, people=people, log=(opened,))
    return Subject(deal, template, True, replay(deal, template))


def _answers(about: Subject) -> dict[str, Callable[[str], str]]:
    """What reads the answers to questions that are no more than a word or two."""

    def key(choices: Mapping[str, str], question: str) -> Callable[[str], str]:
        return lambda text: choices[key_meant(choices, text, question)]

    def role(text: str) -> str:
        named, title = role_answered(text, about)
        return "; ".join(filter(None, (named, title and f"title {title}"))) or "-"

    def email(text: str) -> str:
        address, phone, rest = contact_answered(text)
        left = f" (left out: {rest})" if rest else ""
        return ("; ".join(filter(None, (address, phone))) or "-") + left

    def place(text: str) -> str:
        return "instead" if is_instead(text) else "also"

    def met(text: str) -> str:
        return ", ".join(
            arguments.outcomes(outcomes_named(text, OUTCOMES), about, ("first-reply",))
        )

    return {
        "confirm": key(YES_NO, "Have they confirmed it?"),
        "comes": key({**YES_NO, "d": "done already"}, "Is that what comes next?"),
        "role": role,
        "place": place,
        "email": email,
        "met": lambda text: met(text) or "-",
    }


def reader(kind: str, session: Session) -> Callable[[str], str]:
    """What reads a phrase of a kind, and says what it was understood as."""
    small = known_deal(session, "optik", "small-business")
    mid = known_deal(session, "kollwitz", "mid-market")
    about = mid if kind.endswith("+") else small

    def day(text: str) -> str:
        return when_text(arguments.when_ahead(text, session))

    def period(text: str) -> str:
        calendar = session.book.settings.calendar
        found = parse_period(text, session.today, calendar, back=True)
        return f"{found.since}..{found.until}"

    def money(text: str) -> str:
        amount, code = money_arguments.typed_money(text, "EUR")
        return f"{amount:,} {code}".strip()

    def people(text: str) -> str:
        named = people_named(talk_about(about, session, Asker({}, lambda _: None)), text)
        return "; ".join(_shown(who, about) for who in named) or "-"

    def following(text: str) -> str:
        typed = read_next_step(text, about, session)
        shown = next_step_meaning(typed, about, when_text(typed.on) if typed.on else "")
        return shown + (" ?" if typed.is_unsure else "")

    def steps(text: str) -> str:
        answer = answer_with_remark(text, ("demo",), {}, about)
        beside = [f"[{part}]" for part in (answer.kind, answer.remark) if part]
        asked = ["?"] if answer.is_unsure else []
        return " ".join((", ".join(answer.steps) or "-", *beside, *asked))

    def details(text: str) -> str:
        before = AddFlags("X")
        return details_meaning(before, with_details(before, text, session), session) or "-"

    readers = {
        **_answers(about),
        "ahead": day,
        "back": lambda text: when_text(arguments.moment_past(text, session)),
        "period": period,
        "amount": money,
        "people": people,
        "steps": steps,
        "next": following,
        "more": details,
    }
    return readers[kind.rstrip("+")]


def _shown(who: Person, about: Subject) -> str:
    if who.handle in about.deal.people:
        return who.handle
    return f"+{person_echo(who, {role.id: role.title for role in about.process.roles})}"


def understood(read: Callable[[str], str], text: str) -> str:
    """What a phrase is understood as by a `reader`; '?' where it is refused in a sentence."""
    try:
        return read(text)
    except (SalescliError, ValueError):
        return "?"
