"""The warning signs of a deal: reasons to end it early, each in a sentence. Pure.

A bad deal that ends early leaves its time to the good ones. The checks of family Q and the review
take their rules and their words from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from salescli.domain.process import Reason
from salescli.domain.summary import Summary
from salescli.text.wording import count

LATE = 14  # days after which a step that is late speaks against the deal
PUT_OFF = 3  # moves of one step after which it is no accident


@dataclass(frozen=True, slots=True)
class Sign:
    """A sentence that speaks against a deal; `alone`: enough by itself to ask for its end."""

    text: str
    alone: bool = True


def signs(about: Summary, today: date, facts: Iterable[Reason] = ()) -> tuple[Sign, ...]:
    """Return what speaks against an open deal on that day, the most serious first.

    `facts` are the disqualifying facts that the process declares, for their texts.
    """
    declared = tuple(facts)
    listed = [Sign(on_record(flag, declared)) for flag in about.flags]
    if only_continuations(about):
        listed.append(Sign(f"{about.followed} conversations, and they confirmed no next step"))
    if about.put_off >= PUT_OFF:
        listed.append(Sign(f"the next step was postponed {count(about.put_off, 'time')}"))
    late = (today - about.next.day).days if about.next else 0
    if late > LATE:
        listed.append(Sign(f"the next step is {count(late, 'day')} late"))
    if about.contacts < about.contacts_wanted:
        who = "only one person" if about.contacts else "nobody"
        listed.append(Sign(thin(who), alone=False))
    return tuple(listed)


def on_record(flag: str, facts: Iterable[Reason]) -> str:
    """Return the sentence that a disqualifying fact is on record, with its declared text."""
    text = next((fact.text for fact in facts if fact.id == flag), "")
    return f"'{flag}' is on record" + (f" ({text})" if text else "")


def only_continuations(about: Summary) -> bool:
    """Return whether there were encounters, two at least, and no step that the buyer agreed to."""
    agreed = about.advances or (about.next is not None and about.next.agreed)
    return about.followed >= 2 and not agreed


def thin(who: str) -> str:
    """Return the sentence that the deal depends on `who`."""
    return f"{who} was met at the buyer, and the deal is past its first stage"
