"""Several people in one line, with titles before and behind their names: nobody is lost."""

from __future__ import annotations

import pytest

from salescli.domain.people.person_echo import person_echo
from salescli.domain.people.person_text import read_people

ROLES = {"owner": "Owner", "champion": "Champion"}
TOM, AISLING = "Tom Brannigan, CFO", "Aisling O'Neill, {}"
KATRIN = "Katrin Vogel, DPO, katrin.vogel@brannigan.example"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            (
                "Tom Brannigan CFO, Aisling O'Neill legal, "
                "Dr Katrin Vogel DPO katrin.vogel@brannigan.example"
            ),
            [TOM, AISLING.format("legal"), f"Dr {KATRIN}"],
        ),
        (
            (
                "CFO Tom Brannigan, Legal: Aisling O'Neill, and Dr. Katrin Vogel DPO "
                "katrin.vogel@brannigan.example"
            ),
            [TOM, AISLING.format("Legal"), f"Dr. {KATRIN}"],
        ),
        (
            "Declan Daly (managing partner), and his PA Gráinne, ddaly@daly.example",
            ["Declan Daly, managing partner, ddaly@daly.example", "Gráinne, PA"],
        ),
        (
            "Declan Daly, and Eva Lang, eva@daly.example",
            ["Declan Daly", "Eva Lang, eva@daly.example"],
        ),
        (
            "Declan Daly, and Eva Daly, daly@daly.example",
            ["Declan Daly", "Eva Daly, daly@daly.example"],
        ),
        ("some guy called Fergal in procurement", ["Fergal, procurement"]),
        ("Ada Chef", ["Ada Chef"]),
    ],
)
def test_everybody_who_is_named_is_there(text, people):
    assert [person_echo(who, ROLES) for who in read_people(text, {}, ROLES)] == people
