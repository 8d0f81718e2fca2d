"""A name as a narrow line has it: never a title alone."""

from support.table import each

from salescli.domain.people.short_name import short_name


@each(
    "name, short",
    [
        ("Peter", "Peter"),
        ("Toni Hölzl", "Toni"),
        ("Frau Dr. Sabine Grün", "Frau Grün"),
        ("Dr. Sabine Grün", "Dr. Grün"),
        ("Herr Wagner", "Herr Wagner"),
        ("Mrs Smith", "Mrs Smith"),
        ("Frau", "Frau"),
        ("Paolo Conti (Inhaber)", "Paolo"),
        ("", ""),
    ],
)
def test_a_title_stands_with_the_family_name(name, short):
    assert short_name(name) == short
