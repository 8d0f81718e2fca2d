"""People across deals: who is one and the same, in which deals, when last met."""

from __future__ import annotations

import pytest
from support.building import moment
from support.table import each

from salescli.domain.people.contacts import Contact, DealContacts, gather, people_meant
from salescli.domain.standing import Status


def contact(name, email="", met=None, side="buyer", phone=""):
    at = moment(met) if met else None
    return Contact(name.split()[0].lower(), name, "it", side, email, phone, "", at)


def deal(handle, company, *people, status=Status.OPEN):
    return DealContacts(handle, company, status, people)


ROWS = [
    # by address, whatever the name and the company
    (
        [
            deal("a", "Acme", contact("Dana Reyes", "dana@x.example")),
            deal("b", "Bolt", contact("D. Reyes", "DANA@x.example")),
        ],
        [["a", "b"]],
    ),
    # by name and company, capitals and accents aside
    (
        [
            deal("a", "Acme GmbH", contact("Dana Réyes")),
            deal("b", "ACME GmbH", contact("dana reyes", "d@x.example")),
        ],
        [["a", "b"]],
    ),
    ([deal("a", "Acme", contact("Dana")), deal("b", "Bolt", contact("Dana"))], [["a"], ["b"]]),
    # one links the others: a's name, b's name and address, c's address
    (
        [
            deal("a", "Acme", contact("Dana Reyes")),
            deal("c", "Cray", contact("D. Reyes", "d@x.example")),
            deal("b", "Acme", contact("Dana Reyes", "d@x.example")),
        ],
        [["a", "b", "c"]],
    ),
    # our own people are the same in the deals of all companies
    (
        [
            deal("a", "Acme", contact("Jonas", side="ours")),
            deal("b", "Bolt", contact("Jonas", side="ours")),
        ],
        [["a", "b"]],
    ),
    ([deal("a", "", contact("Dana")), deal("b", "", contact("Dana"))], [["a"], ["b"]]),
    ([], []),
]


@pytest.mark.parametrize(("deals", "groups"), ROWS)
def test_one_row_a_person(deals, groups):
    people = gather(deals)
    found = sorted(sorted(deal.deal for deal, _ in who.deals) for who in people)
    assert found == groups
    assert sorted(map(len, (who.deals for who in gather(reversed(deals))))) == sorted(
        map(len, groups)
    )


def test_whom_we_met_last_comes_first_and_what_is_known_is_gathered():
    deals = [
        deal("a", "Acme", contact("Zoe"), contact("Dana", "d@x.example", 9, phone="0171 555")),
        deal("b", "Bolt", contact("Dana R", "d@x.example", 12), contact("Kim", met=20)),
        deal("c", "Acme", contact("Abe")),
    ]
    people = gather(deals)
    assert [who.name for who in people] == ["Kim", "Dana R", "Abe", "Zoe"]
    assert people[1].phone == "0171 555"
    assert people[1].met == moment(12)
    assert people[1].companies == ("Bolt", "Acme")


NAMED = [
    ("dana", ["Dana Réyes"]),
    ("reyes", ["Dana Réyes"]),
    ("DANA REYES", ["Dana Réyes"]),
    ("dana@", ["Dana Réyes"]),
    ("acme", ["Dana Réyes", "Kim Park"]),
    ("park acme", ["Kim Park"]),
    ("+49 171 5550123", ["Dana Réyes"]),
    ("0171 5550123", ["Dana Réyes"]),
    ("5550123", ["Dana Réyes"]),
    ("nobody", []),
    ("?", []),
]


@each("words, names", NAMED)
def test_a_person_is_meant_by_name_address_number_or_company(words, names):
    dana = contact("Dana Réyes", "dana@acme.example", phone="0171 555 01 23")
    people = gather([deal("a", "Acme GmbH", dana, contact("Kim Park"))])
    assert [who.name for who in people_meant(people, words)] == names
