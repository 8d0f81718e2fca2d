"""Ten mornings: small books in a few words, each with what is to be done first.

Whoever sees such a screen for the first time, and nothing else, has to say what `todo` says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from salescli.domain.deal import Deal, Person
from salescli.store.formats.render import deal_text
from support.building import BERLIN, deal

# Handle, name, role, phone.
PEOPLE = {
    "jorg": ("Jörg Kranz", "owner", "+49 171 5550143"),
    "ada": ("Ada Banfi", "it", ""),
    "luis": ("Luis Ortega", "owner", ""),
    "theo": ("Theo Marsh", "end-user", "+49 160 5550199"),
    "kit": ("Kit Sorrel", "end-user", ""),
    "gregor": ("Gregor Maas", "champion", ""),
}
BEGUN = "9 open -> discovery 10; 10 call discovery =pain-sized @{who} note:heard"


@dataclass(frozen=True)
class Morning:
    """The deals of a book (a log each), when it is looked at, and what is to be done first.

    `first` is a pattern of the words of the first two lines below the summary, where one that says
    that it can wait isn't counted; `todo` is what a reader has to say.
    """

    now: str
    deals: dict[str, str]
    first: str
    todo: str
    drafts: tuple[str, ...] = ()

    @property
    def at(self) -> datetime:
        """The time."""
        return datetime.fromisoformat(f"2026-11-{self.now}").replace(tzinfo=BERLIN)


def log(after: str, who: str = "kit") -> str:
    """A deal that had its discovery, and what is scheduled since."""
    return BEGUN.format(who=who) + "".join(f" -> {one}" for one in after.split(" & ") if one)


KICK_OFF = log('"Kick-off" 30T10:00 @jorg agreed', "jorg")
FULL = {
    "kranz": KICK_OFF,
    "banca": log('demo"Security review" 30T14:30 @ada @luis agreed'),
    "umberfield": log('"Ring the kitchen" 30'),
    "tessaly": log('"Wait for his call" 12 @gregor', "gregor"),
    "lindvik": log("midpoint-review 28 @theo agreed"),
    "morrow": log('"Send the offer letter" 29 @kit agreed'),
    "pinegrove": log("midpoint-review 29 @kit agreed"),
    "harlow": log("demo 27 @kit agreed"),
    "vesper": log("demo 26 @jorg agreed"),
    "tarrow": log(""),
    "selby": log(""),
    "corvane": log("midpoint-review 31T11:00 @kit agreed"),
    "ardent": log('"Contract: liability and data terms" 32 @ada agreed & "Signature" 34 @luis'),
    "brant": log("demo 33T09:15 @theo agreed"),
    "quill": log("demo 35 @kit agreed"),
    "later": log("demo 50 @kit agreed"),
}

KICKS_OFF = r"Today 10:00 kranz Kick-off Jörg Kranz \+49 171 5550143"
MORNINGS = {
    "full": Morning("30T07:30", FULL, KICKS_OFF, "the kick-off with Jörg Kranz at 10:00"),
    "evening": Morning(
        "30T17:30",
        FULL,
        r"Today 10:00 kranz Kick-off Jörg Kranz not logged yet",
        "log the kick-off with kranz, which was at 10:00",
    ),
    "crowded": Morning(
        "30T07:30",
        {
            **FULL,
            **{f"late-{n:02}": log(f"demo {n} @kit agreed") for n in range(13, 26)},
            **{f"none-{n}": log("") for n in range(5)},
        },
        KICKS_OFF,
        "the kick-off with Jörg Kranz at 10:00",
    ),
    "all-day": Morning(
        "30T07:30",
        {f"call-{n:02}": log(f'"Call {n}" 30T{n:02}:00 @jorg agreed') for n in range(8, 20)}
        | {f"late-{n:02}": log(f"demo {n} @kit agreed") for n in range(13, 26)},
        r"Today 08:00 call-08 Call 8 Jörg Kranz \+49 171 5550143",
        "call 8 with Jörg Kranz at 08:00",
    ),
    "overdue-only": Morning(
        "30T07:30",
        {"lindvik": FULL["lindvik"]},
        r"Overdue 2 d lindvik Midpoint review Theo Marsh \+49 160 5550199",
        "the midpoint review of lindvik, two days late: ring Theo Marsh",
    ),
    "nothing-scheduled": Morning(
        "30T07:30",
        {"tarrow": log("")},
        r"No next step tarrow suggested: Discovery, by Mon 7 Dec",
        "give tarrow a next step: schedule a discovery by Mon 7 Dec",
    ),
    "two-in-one-deal": Morning(
        "30T07:30",
        {"ardent": log('"Send the pack" 27 @ada & "Contract talk" 30T10:00 @luis agreed', "ada")},
        r"Today 10:00 ardent Contract talk Luis Ortega also overdue: Send the pack",
        "the contract talk with Luis at 10:00, and the pack, three days late, for the same deal",
    ),
    "half-typed": Morning(
        "30T07:30",
        {"kranz": KICK_OFF},
        KICKS_OFF,
        "the kick-off with Jörg Kranz at 10:00; the half-typed logs can wait",
        drafts=("lindvik", "tarrow"),
    ),
    "revisit": Morning(
        "30T07:30",
        {
            "acme": f"{log('')}; 12 close lost reason:timing revisit:2026-11-28",
            "corvane": FULL["corvane"],
        },
        "To revisit salescli reopen acme takes it up again "
        r"2 d late acme ask again: lost Thu 12 Nov: Timing",
        "ask acme again, which was lost for its timing",
    ),
    "zero": Morning(
        "27T16:00",
        {
            "corvane": log("midpoint-review 31T11:00 @kit agreed"),
            "won": f"{log('demo 25 @kit agreed')}; 25 call demo @kit -> closing-call 27 @kit; "
            "27 call closing-call @kit note:yes; 27T12:00 close won",
        },
        r"Done this week: .* Next: Tue 1 Dec 11:00 corvane, Midpoint review",
        "nothing more; next is corvane on Tuesday",
    ),
}


def deals(morning: Morning) -> list[Deal]:
    """The deals of a morning."""
    people = {
        handle: Person(handle, name, role, phone=phone)
        for handle, (name, role, phone) in PEOPLE.items()
    }
    return [
        replace(
            deal(
                text,
                company=f"{handle.title()} Ltd",
                process="small-business",
                currency="EUR",
            ),
            handle=handle,
            people=people,
            value=1200,
            owner="ada",
        )
        for handle, text in morning.deals.items()
    ]


def write_morning(book: Path, morning: Morning) -> None:
    """Write the deals of a morning into a book that has the process."""
    for one in deals(morning):
        (book / f"deals/{one.handle}.toml").write_text(deal_text(one))
