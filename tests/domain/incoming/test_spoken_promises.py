"""What is promised inside of sentences is found, and what is only said is not."""

from __future__ import annotations

from support.table import each

from salescli.domain.incoming.spoken_promises import spoken_promises


@each(
    "note, lines",
    [
        (
            "nice chat, i'll send pics 2nite, he'll send us his water hardness by fri",
            ("we: send pics tonight", "they: send us his water hardness by fri"),
        ),
        ("We will draft the offer by monday.", ("we: draft the offer by monday",)),
        ("she promised to call back tue and I'll book it", ("they: call back tue", "we: book it")),
        ("ich schicke das Angebot bis Freitag", ("we: schicke das Angebot bis Freitag",)),
        ("Marta will send the list", ("they: send the list",)),
        ("we'll see, he'll be back monday", ()),
        ("they won't pay, i'll think about it", ()),
        ("we: send the list. they: call back", ()),
        ("will they send it?", ()),
        ("that will bring us on", ()),
        ("", ()),
    ],
)
def test_promises_in_sentences(note, lines):
    assert spoken_promises(note) == lines
