"""Who is there and who isn't: who was expected, less who can't make it."""

from __future__ import annotations

import pytest
from support.table import each

from salescli.commands.support.typed.people_present import read_present
from salescli.domain.deal import Person
from salescli.domain.people.attendance import Attendance, attendance

PEOPLE = {
    "bob": Person("bob", "Bob Smith"),
    "marta": Person("marta", "Marta Ferri"),
    "jan-ole": Person("jan-ole", "Jan-Ole Feddersen"),
}


@each(
    "text, there",
    [
        ("not Bob", ["marta", "jan-ole"]),
        ("ohne Bob und Marta", ["jan-ole"]),
        ("Bob can't make it", ["marta", "jan-ole"]),
        ("Bob fällt aus", ["marta", "jan-ole"]),
        ("Bob hat abgesagt, Marta ist krank", ["jan-ole"]),
        ("all but Bob and Marta", ["jan-ole"]),
        ("only Marta", ["marta"]),
        ("not Bob but Marta", ["marta"]),
    ],
)
def test_who_is_expected_less_who_is_not_there(text, there):
    named = read_present(text, PEOPLE, {}, ["bob", "marta", "jan-ole"])
    assert [who.handle for who in named] == there


def test_that_nobody_is_left_is_refused():
    with pytest.raises(ValueError, match="say who is"):
        read_present("not Bob", PEOPLE, {}, ["bob"])


@pytest.mark.parametrize("name", ["Will Smith", "Marta Ferri", "Dr. Jan-Ole Feddersen, owner", ""])
def test_a_name_stays_as_it_is(name):
    assert attendance(name) == Attendance(name)
