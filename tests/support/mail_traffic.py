"""The mails of a seller: of many deals, in threads, by aliases, forwarded, by lists, by freemail.

Each comes with the deal that it belongs to; '' where it is nobody's. What a person who reads them
couldn't tell either (of two deals of one company, without a word about which) is `unclear`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from salescli.domain.incoming.links import DealLinks
from salescli.domain.standing import Status
from support.mails import ADA, mail

_FIRST = ("Dana", "Jörg", "Zoë", "Tomás", "Li", "Ann", "Kofi", "Noor", "Ida", "Per")
_LAST = ("Reyes", "Müller", "O'Neil", "Šimić", "Park", "Abara", "Vogt", "Nand", "Sauer", "Weil")
_FREE = ("gmail.com", "gmx.de", "outlook.com", "proton.me")
_TITLES = ("Stock counts", "Second depot", "Field service", "Booking desk", "Shift plans")


@dataclass(frozen=True)
class Sent:
    """A mail, its deal, what kind of traffic it is, and whether nobody could tell its deal."""

    data: bytes
    deal: str
    kind: str
    unclear: bool = False


def deals(number: int, random: Random) -> list[DealLinks]:
    """So many deals: one in five of a company that has two, one in ten of people with freemail."""
    made: list[DealLinks] = []
    for place in range(number):
        twin = place % 5 == 4
        company = made[-1].company if twin else f"Firm {place} GmbH"
        domain = f"firm{place - twin}.example"
        people = [_person(place, n, domain, random) for n in range(random.randint(1, 3))]
        if place % 10 == 3:
            people = [(h, n, f"{h}.{place}@{random.choice(_FREE)}") for h, n, _ in people]
        if twin and random.random() < 0.5:
            people = [made[-1].people[0], *people]
        title = f"{_TITLES[place % 5]} {place}"
        refs = (f"mid:logged-{place}@{domain}",)
        made.append(
            DealLinks(
                f"deal-{place}", title, company, Status.OPEN, tuple(people), refs, (), (), None
            )
        )
    return made


def _person(place: int, number: int, domain: str, random: Random) -> tuple[str, str, str]:
    name = f"{random.choice(_FIRST)} {random.choice(_LAST)}"
    return f"p{place}-{number}", name, f"p{place}-{number}@{domain}"


def traffic(many: list[DealLinks], number: int, random: Random) -> Iterator[Sent]:
    """So many mails, most of them plain, in a random order of deals."""
    kinds = list(_KINDS)
    weights = [weight for weight, _ in _KINDS.values()]
    shared = {a for deal in many for _, _, a in deal.people if _deals_of(many, a) > 1}
    for place in range(number):
        kind = random.choices(kinds, weights)[0]
        deal = random.choice(many)
        yield _KINDS[kind][1](_Draw(deal, place, random, shared), kind)


def _deals_of(many: list[DealLinks], address: str) -> int:
    return sum(any(address == known for _, _, known in deal.people) for deal in many)


@dataclass(frozen=True)
class _Draw:
    """What one mail is made of."""

    deal: DealLinks
    place: int
    random: Random
    shared: set[str]

    def send(self, kind: str, party: tuple[str, str], **fields: str) -> Sent:
        name, address = party
        text = fields.pop("text", f"A few words, number {self.place}.")
        sender = f'"{name}" <{address}>'
        base = {"sender": sender, "name": f"{self.place}@x.example", "subject": "A question"}
        data = mail(text, **{**base, **fields})
        clear = {"References", "In_Reply_To"} & fields.keys() or self.deal.title in str(fields)
        return Sent(data, self.deal.handle, kind, address in self.shared and not clear)

    def party(self) -> tuple[str, str]:
        _, name, address = self.random.choice(self.deal.people)
        return name, address


def _plain(draw: _Draw, kind: str) -> Sent:
    name, address = draw.party()
    subject = f"Re: {draw.deal.title}" if address in draw.shared else "Prices, once more"
    return draw.send(kind, (name, address), subject=subject)


def _alias(draw: _Draw, kind: str) -> Sent:
    name, address = draw.party()
    user, _, domain = address.partition("@")
    spelt = f"{user.upper()}+sales@{domain.title()}"
    return draw.send(kind, (name, spelt), subject=f"Re: {draw.deal.title}")


def _thread(draw: _Draw, kind: str) -> Sent:
    ref = draw.deal.refs[0].removeprefix("mid:")
    stranger = ("Somebody Else", f"else{draw.place}@elsewhere.example")
    return draw.send(kind, stranger, References=f"<root@x> <{ref}>", In_Reply_To="<unseen@x>")


def _ours(draw: _Draw, kind: str) -> Sent:
    name, address = draw.party()
    to = f'"{name}" <{address}>, Sam <sam@partner.example>'
    about = f"Re: {draw.deal.title}"
    return draw.send(kind, ("Ada", "ada@example.com"), to=to, subject=about)


def _colleague(draw: _Draw, kind: str) -> Sent:
    """Somebody new at a company: of two deals, nobody can tell which one it is."""
    address = draw.deal.people[-1][2]
    domain = address.partition("@")[2]
    fresh = ("New Colleague", f"new{draw.place}@{domain}")
    sent = draw.send(kind, fresh)
    place = int(draw.deal.handle.removeprefix("deal-"))
    is_clear = domain not in _FREE and place % 5 < 3
    return Sent(sent.data, sent.deal, kind, unclear=not is_clear)


def _forwarded(draw: _Draw, kind: str) -> Sent:
    name, address = draw.party()
    text = f"---------- Forwarded message ---------\nFrom: {name} <{address}>\nDate: Thu\n\nHi"
    about = f"Fwd: {draw.deal.title}"
    return draw.send(kind, ("Ada", "ada@example.com"), to=ADA, subject=about, text=text)


def _private(draw: _Draw, kind: str) -> Sent:
    """Somebody known writes from an address that nobody knows."""
    name, _ = draw.party()
    sent = draw.send(kind, (name, f"private{draw.place}@gmail.com"))
    return Sent(sent.data, sent.deal, kind, unclear=True)


def _list(draw: _Draw, kind: str) -> Sent:
    sent = draw.send(kind, draw.party(), List_Id="<users.list.example>")
    return Sent(sent.data, "", kind)


def _nobody(draw: _Draw, kind: str) -> Sent:
    sent = draw.send(kind, ("News", f"news{draw.place}@shop.example"), List_Unsubscribe="<x>")
    return Sent(sent.data, "", kind)


def _unclear(draw: _Draw, kind: str) -> Sent:
    return draw.send(kind, draw.party())


_KINDS = {
    "plain": (40, _plain),
    "alias": (10, _alias),
    "thread": (15, _thread),
    "ours": (12, _ours),
    "forwarded": (5, _forwarded),
    "colleague": (3, _colleague),
    "private": (1, _private),
    "unclear": (6, _unclear),
    "list": (4, _list),
    "nobody": (4, _nobody),
}
