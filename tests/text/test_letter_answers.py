"""A letter with more behind it is that letter, unless what follows takes it back."""

from __future__ import annotations

from support.table import each

from salescli.text.letter_answers import behind_any_no, parted_letter, remark_behind_answer


@each(
    "text, letter, remark",
    [
        ("y - calendar invite accepted", "y", "calendar invite accepted"),
        ("y, all good", "y", ""),
        ("y no problem", "y", ""),
        ("n not yet", "n", ""),
        ("n - she is off sick", "n", "she is off sick"),
        ("y but he might be late", "", "but he might be late"),
        ("n yes", "", ""),
    ],
)
def test_what_stands_behind_a_letter_is_parted(text, letter, remark):
    parted = parted_letter(text)
    assert parted is not None
    assert (parted[0], remark_behind_answer(text)) == (letter, remark)


@each("text", ["y", "yes", "nope", "y?", "yes, all good", "no, 1440"])
def test_other_answers_begin_with_no_letter(text):
    assert parted_letter(text) is None


@each(
    "text, more",
    [
        ("no, 1440 pounds is the value", "1440 pounds is the value"),
        ("n - 1440", "1440"),
        ("nein 1440 Euro", "1440 Euro"),
        ("no", ""),
        ("yes, 1440", ""),
    ],
)
def test_what_stands_behind_a_no_is_another_answer(text, more):
    assert behind_any_no(text) == more
