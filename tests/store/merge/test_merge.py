"""Three texts and what they merge to: what was there, what each side made of it, the result."""

from __future__ import annotations

import subprocess

import pytest
from support.effort import size

from salescli.store.formats.deal import read_deal
from salescli.store.git.conflict_marks import Conflict, find_conflicts, resolve
from salescli.store.git.merge_driver import ATTRIBUTES, driver_state, install_driver
from salescli.store.merge.merge import merge_texts
from salescli.store.merge.semantics import frozen
from salescli.store.sync.proof import lost_of_deal
from salescli.store.toml.blocks import read_blocks, write_blocks
from salescli.store.toml.reader import TomlError, parse_toml

HEADER = """\
#:schema x

title = "Rollout"  # as they call it
company = "Acme"

# money
value    = 100
currency = "EUR"
# what they are
tags = [
  "retail",  # mostly
]
"""
CUSTOM = """
[custom]
slack = "#acme"
"""
PEOPLE = """
# --- people ---

[people.dana]
name = "Dana"
role = "it"
"""
TAIL = """
# the end
"""


def entry(minute: int, *lines: str, kind: str = "call", by: str = "ada") -> str:
    at = f"2026-11-09T14:{minute:02}:00+01:00"
    first = ("", "[[log]]", f"at = {at}", f'by = "{by}"', f'kind = "{kind}"')
    return "\n".join((*first, *lines, ""))


ONE, TWO, THREE = entry(10), entry(20), entry(30)
# Next steps of one entry, in the three versions of it, and what they come to.
ITEM = '[[log.next]]\nstep = "demo"\non = 2026-11-12\n'
OTHER = '[[log.next]]\nwhat = "Offer"\non = 2026-11-13\n'
THIRD = '[[log.next]]\nstep = "trial"\non = 2026-11-16\n'
SINGLE = ITEM.replace("[[", "[").replace("]]", "]")
AGENDAS = {
    "one more on either side": (
        (SINGLE,),
        (ITEM, OTHER),
        (ITEM, THIRD),
        "demo 12, Offer 13, trial 16",
    ),
    "the first ones, one on either side": ((), (SINGLE,), (THIRD,), "demo 12, trial 16"),
    "one moved, another added": (
        (SINGLE,),
        (SINGLE.replace("12", "18"),),
        (ITEM, OTHER),
        "demo 18, Offer 13",
    ),
    "each moved by another": (
        (ITEM, OTHER),
        (ITEM.replace("12", "18"), OTHER),
        (ITEM, OTHER.replace("13", "19")),
        "demo 18, Offer 19",
    ),
    "one taken out, another added": (
        (ITEM, OTHER),
        (SINGLE,),
        (ITEM, OTHER, THIRD),
        "demo 12, trial 16",
    ),
    "both took the same one out": ((ITEM, OTHER, THIRD), (ITEM, OTHER), (OTHER, THIRD), "Offer 13"),
    "in another order": (
        (ITEM, OTHER),
        (OTHER, ITEM),
        (ITEM, OTHER, THIRD),
        "Offer 13, demo 12, trial 16",
    ),
    "the only one, its step and its day": (
        (SINGLE,),
        (SINGLE.replace("demo", "trial"),),
        (SINGLE.replace("12", "18"),),
        "trial 18",
    ),
}


@pytest.mark.parametrize("versions", AGENDAS.values(), ids=AGENDAS)
def test_the_next_steps_of_an_entry_are_a_set(versions):
    *texts, expected = versions
    base, ours, theirs = (HEADER + "\n".join((ONE, *of)) for of in texts)
    merged = merge_texts(base, ours, theirs)
    assert merged.by_meaning
    assert not merged.conflicts
    assert merge_texts(base, theirs, ours) == merged
    deal, _ = read_deal("acme", parse_toml(merged.text))
    shown = [f"{one.step or one.what} {one.day.day}" for one in deal.log[0].nexts]
    assert sorted(shown) == sorted(expected.split(", "))


def test_only_the_same_field_of_the_same_next_step_is_a_conflict():
    base, ours, theirs = (
        HEADER + ONE + "\n" + ITEM.replace("12", day) + "\n" + OTHER for day in ("12", "17", "18")
    )
    merged = merge_texts(base, ours, theirs)
    assert merged.by_meaning
    assert [one.field for one in merged.conflicts] == ["log[1].next[1].on"]


FOLLOWED = entry(10, 'steps = ["demo"]', "", "[log.next]", 'step = "demo"', "on = 2026-11-12")
LONG = size(200, 1000)
BASE = HEADER + CUSTOM + PEOPLE + ONE


def both_ways(base: str, ours: str, theirs: str) -> str:
    """The text of a merge without conflict, by meaning, and the same in both directions."""
    merged = merge_texts(base, ours, theirs)
    assert merged.conflicts == ()
    assert merged.by_meaning
    assert merge_texts(base, theirs, ours).text == merged.text
    return merged.text


def changed(old: str, new: str, text: str = BASE) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


CLEAN = {
    "the same on both sides": (BASE, BASE + TWO, BASE + TWO, BASE + TWO),
    "one side alone": (BASE, BASE, BASE + TWO, BASE + TWO),
    "entries in order of time": (BASE, BASE + THREE, BASE + TWO, BASE + TWO + THREE),
    "entries before the common ones": (
        BASE,
        BASE + TWO,
        changed(ONE, entry(5) + ONE),
        changed(ONE, entry(5) + ONE) + TWO,
    ),
    "the same entry once": (BASE, BASE + TWO + THREE, BASE + TWO, BASE + TWO + THREE),
    "entries at one time, both kept": (
        BASE,
        BASE + entry(20, by="bo"),
        BASE + entry(20, by="cy"),
        BASE + entry(20, by="bo") + entry(20, by="cy"),
    ),
    "entries of one side at one time keep their order": (
        BASE,
        BASE + entry(20, by="zoe") + entry(20, by="abe"),
        BASE + entry(20, by="bo"),
        BASE + entry(20, by="bo") + entry(20, by="zoe") + entry(20, by="abe"),
    ),
    "an entry deleted here, unchanged there": (BASE + TWO, BASE, BASE + TWO + THREE, BASE + THREE),
    "an entry edited here, unchanged there": (
        BASE + TWO,
        BASE + entry(20, by="bo"),
        BASE + TWO + THREE,
        BASE + entry(20, by="bo") + THREE,
    ),
    "an entry edited here, deleted there": (
        BASE + TWO,
        BASE + entry(20, by="bo"),
        BASE,
        BASE + entry(20, by="bo"),
    ),
    "an entry edited on both sides in two fields": (
        BASE + TWO,
        BASE + entry(20, by="bo"),
        BASE + entry(20, kind="email"),
        BASE + entry(20, by="bo", kind="email"),
    ),
    "an entry given another time by hand": (
        BASE + TWO + THREE,
        BASE + TWO + THREE + entry(50),
        BASE + TWO + THREE.replace("14:30", "14:15"),
        BASE + THREE.replace("14:30", "14:15") + TWO + entry(50),
    ),
    "a next step added by hand, an entry there": (
        HEADER + ONE,
        HEADER + ONE + '\n[log.next]\nstep = "demo"\non = 2026-11-12\n',
        HEADER + ONE + TWO,
        HEADER + ONE + '\n[log.next]\nstep = "demo"\non = 2026-11-12\n' + TWO,
    ),
    "a next step agreed to here, taken out there": (
        HEADER + FOLLOWED,
        HEADER + FOLLOWED + "agreed = true\n",
        HEADER + FOLLOWED.split("\n[log.next]")[0],
        HEADER + FOLLOWED + "agreed = true\n",
    ),
    "two fields": (
        BASE,
        changed("100", "200"),
        changed('"EUR"', '"USD"'),
        changed("100", "200", changed('"EUR"', '"USD"')),
    ),
    "a field here, its comment there": (
        BASE,
        changed("value    = 100", "value    = 200"),
        changed("# money", "# money, net"),
        changed("# money\nvalue    = 100", "# money, net\nvalue    = 200"),
    ),
    "a comment on the line of a field that changes there": (
        BASE,
        changed("100", "200"),
        changed("100", "100  # per year"),
        changed("100", "200  # per year"),
    ),
    "two comments on one line": (
        BASE,
        changed("100", "100  # net"),
        changed("100", "100  # a year"),
        changed("100", "100  # a year  # net"),
    ),
    "a field taken out": (
        BASE,
        changed('currency = "EUR"\n', ""),
        changed("100", "200"),
        changed('currency = "EUR"\n', "", changed("100", "200")),
    ),
    "the same value in other words": (
        BASE,
        changed("100", "1_00"),
        changed("100", "100.0") + TWO,
        None,
    ),
    "a person changed on both sides": (
        BASE,
        changed('"it"\n', '"it"\nemail = "d@x"\n'),
        changed('"it"', '"boss"'),
        changed('"it"\n', '"boss"\nemail = "d@x"\n'),
    ),
    "people added on both sides": (
        BASE,
        changed(ONE, '\n[people.al]\nname = "Al"\n' + ONE),
        changed(ONE, '\n[people.bea]\nname = "Bea"\n' + ONE),
        None,
    ),
    "the same person added with other fields": (
        BASE,
        changed(ONE, '\n[people.al]\nname = "Al"\nrole = "it"\n' + ONE),
        changed(ONE, '\n[people.al]\nname = "Al"\nemail = "a"\n' + ONE),
        None,
    ),
    "a person deleted here, unchanged there": (
        BASE,
        changed(PEOPLE, ""),
        BASE + TWO,
        changed(PEOPLE, "") + TWO,
    ),
    "a custom key each": (
        BASE,
        changed('"#acme"\n', '"#acme"\na = 1\n'),
        changed('"#acme"\n', '"#acme"\nb = 2\n'),
        None,
    ),
    "a custom table each": (
        BASE,
        changed(PEOPLE, "\n[custom.a]\nx = 1\n" + PEOPLE),
        changed(PEOPLE, "\n[custom.b]\ny = 1\n" + PEOPLE),
        None,
    ),
    "dotted keys": (
        "a.b = 1\na.c = 2\n" + ONE,
        "a.b = 5\na.c = 2\n" + ONE,
        "a.b = 1\na.c = 6\n" + ONE,
        "a.b = 5\na.c = 6\n" + ONE,
    ),
    "an unknown list of tables changed on one side": (
        BASE + "\n[[deck]]\nn = 1\n",
        BASE + "\n[[deck]]\nn = 1\n\n[[deck]]\nn = 2\n",
        BASE + "\n[[deck]]\nn = 1\n" + TWO,
        None,
    ),
    "a comment of its own each": (
        BASE,
        BASE + TAIL,
        f"# top\n\n{BASE}",
        f"# top\n\n{BASE}{TAIL}",
    ),
    "a comment at the end, then entries on both sides": (
        BASE + TAIL,
        BASE + TAIL + THREE,
        BASE + TAIL + TWO,
        BASE + TAIL + TWO + THREE,
    ),
    "a comment that comes with its entry": (
        BASE,
        BASE + TWO.replace("[[log]]", "# good call\n[[log]]"),
        BASE + THREE,
        BASE + TWO.replace("[[log]]", "# good call\n[[log]]") + THREE,
    ),
    "a comment added to what the other side deletes": (
        BASE + TWO,
        BASE,
        (BASE + TWO).replace(TWO, TWO.replace("[[log]]", "# remember\n[[log]]")),
        BASE + "\n# remember\n",
    ),
    "line ends changed on one side": (
        BASE,
        BASE.replace("\n", "\r\n"),
        BASE + TWO,
        (BASE + TWO).replace("\n", "\r\n"),
    ),
    "a byte-order mark added on one side": (
        BASE,
        "\ufeff" + BASE,
        BASE + TWO,
        "\ufeff" + BASE + TWO,
    ),
    "no line end at the end": (
        BASE[:-1],
        BASE[:-1] + "\n" + TWO[:-1],
        BASE[:-1] + "\n" + THREE[:-1],
        BASE + TWO + THREE[:-1],
    ),
    "not a number": (
        "x = nan\n" + ONE,
        "x = nan\ny = 1\n" + ONE,
        "x = nan\n" + ONE + TWO,
        "x = nan\ny = 1\n" + ONE + TWO,
    ),
    "an order mended by hand": (
        HEADER + TWO + ONE,
        HEADER + ONE + TWO,
        HEADER + TWO + ONE + THREE,
        HEADER + ONE + TWO + THREE,
    ),
    "the same deal added twice": ("", HEADER + ONE, HEADER + TWO, HEADER + ONE + TWO),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "result"), CLEAN.values(), ids=CLEAN)
def test_what_goes_together(base, ours, theirs, result):
    text = both_ways(base, ours, theirs)
    if result is not None:
        assert text == result
    parse_toml(text.removeprefix("\ufeff"))
    again = both_ways(base, text, theirs)
    said, wanted = (frozen(parse_toml(of.removeprefix("\ufeff"))) for of in (again, text))
    assert said == wanted


@pytest.mark.parametrize(
    ("ours", "theirs", "says"),
    [
        ('[people.al]\nname = "Al"\nrole = "it"', '[people.al]\nname = "Al"\nemail = "a"', "al"),
        ("[people.al]", "[people.bea]", "bea"),
    ],
)
def test_people_of_both_sides_are_there(ours, theirs, says):
    text = both_ways(BASE, BASE + f"\n{ours}\n", BASE + f"\n{theirs}\n")
    people = parse_toml(text)["people"]
    assert set(people) == {"dana", "al", says}
    if says == "al":
        assert people["al"] == {"name": "Al", "role": "it", "email": "a"}


CONFLICTS = {
    "a field": (
        BASE,
        changed("100", "200"),
        changed("100", "300"),
        [("value", "value    = 200\n", "value    = 300\n")],
    ),
    "a field with a comment": (
        BASE,
        changed("100", "200  # a"),
        changed("100", "300  # b"),
        [("value", "value    = 200  # a\n", "value    = 300  # b\n")],
    ),
    "a field taken out here": (
        BASE,
        changed('currency = "EUR"\n', ""),
        changed('"EUR"', '"USD"'),
        [("currency", "", 'currency = "USD"\n')],
    ),
    "two fields": (
        BASE,
        changed("100", "200", changed('"EUR"', '"USD"')),
        changed("100", "300", changed('"EUR"', '"GBP"')),
        [
            ("value", "value    = 200\n", "value    = 300\n"),
            ("currency", 'currency = "USD"\n', 'currency = "GBP"\n'),
        ],
    ),
    "a list": (
        BASE,
        changed('  "retail",  # mostly\n', "  1,\n"),
        changed('  "retail",  # mostly\n', "  2,\n"),
        [("tags", "tags = [\n  1,\n]\n", "tags = [\n  2,\n]\n")],
    ),
    "a person": (
        BASE,
        changed('"it"', '"a"'),
        changed('"it"', '"b"'),
        [("people.dana.role", 'role = "a"\n', 'role = "b"\n')],
    ),
    "a custom key": (
        BASE,
        changed('"#acme"', '"#a"'),
        changed('"#acme"', '"#b"'),
        [("custom.slack", 'slack = "#a"\n', 'slack = "#b"\n')],
    ),
    "an entry": (
        BASE,
        changed('by = "ada"', 'by = "bo"') + TWO,
        changed('by = "ada"', 'by = "cy"') + THREE,
        [("log[1].by", 'by = "bo"\n', 'by = "cy"\n')],
    ),
    "a next step": (
        HEADER + FOLLOWED,
        HEADER + FOLLOWED.replace("12\n", "13\n"),
        HEADER + FOLLOWED.replace("12\n", "14\n"),
        [("log[1].next.on", "on = 2026-11-13\n", "on = 2026-11-14\n")],
    ),
    "a note": (
        BASE + 'note = """\na\n"""\n',
        BASE + 'note = """\nb\n"""\n',
        BASE + 'note = """\nc\n"""\n',
        [("log[1].note", 'note = """\nb\n"""\n', 'note = """\nc\n"""\n')],
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "named"), CONFLICTS.values(), ids=CONFLICTS)
def test_a_conflict_names_both_values(base, ours, theirs, named):
    merged = merge_texts(base, ours, theirs)
    assert merged.by_meaning
    assert [(one.field, one.ours, one.theirs) for one in merged.conflicts] == named
    with pytest.raises(TomlError) as caught:
        parse_toml(merged.text)
    assert caught.value.conflict
    assert caught.value.line == merged.conflicts[0].line
    other = merge_texts(base, theirs, ours)
    assert [(one.field, one.theirs, one.ours) for one in other.conflicts] == named
    for side in ("ours", "theirs"):
        opposite = "theirs" if side == "ours" else "ours"
        text = resolve(merged.text, lambda one, name=side: getattr(one, name))
        assert text == resolve(other.text, lambda one, name=opposite: getattr(one, name))
        parse_toml(text)


BY_TEXT = {
    "a side that can't be read": (BASE, f"{BASE}oops\n", BASE + TWO),
    "a base that can't be read": (f"oops\n{BASE}", f"oops\n{BASE}{TWO}", BASE),
    "a log in one line": (
        "log = [\n]\n",
        "log = [\n{kind='call'},\n]\n",
        "log = [\n{kind='note'},\n]\n",
    ),
    "a log that is none": ("log = 1\n", "log = 1\na = 1\n", "b = 1\nlog = 1\n"),
    "a log that is a table": ("[log]\na = 1\n", "[log]\na = 2\n", "[log]\na = 3\n"),
    "a log of dotted keys": ("log.a = 1\n", "log.a = 2\n", "log.a = 3\n"),
    "an unknown list of tables on both sides": (
        f"{BASE}\n[[deck]]\nn = 1\n",
        f"{BASE}\n[[deck]]\nn = 1\n\n[[deck]]\nn = 2\n",
        f"{BASE}\n[[deck]]\nn = 3\n",
    ),
    "an entry in two places": (
        ONE + PEOPLE + "\n[log.next]\non = 2026-11-12\n",
        ONE + PEOPLE + "\n[log.next]\non = 2026-11-13\n",
        "x = 1\n" + ONE + PEOPLE + "\n[log.next]\non = 2026-11-14\n",
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs"), BY_TEXT.values(), ids=BY_TEXT)
def test_what_cannot_be_merged_by_meaning_loses_no_line(base, ours, theirs):
    merged = merge_texts(base, ours, theirs)
    assert not merged.by_meaning
    with pytest.raises(TomlError):
        parse_toml(merged.text)
    lines = merged.text.splitlines()
    kept = set(base.splitlines())
    added = (set(ours.splitlines()) | set(theirs.splitlines())) - kept
    assert added <= set(lines)


def test_what_git_puts_together_is_not_taken_for_right():
    """A table moved on one side: git's text has no conflict, and still means something else."""
    base = "a = 1\n\n[x]\nb = 1\nlog = 1\n\n[y]\nc = 1\n"
    ours, theirs = (
        base.replace("[x]", "[z]"),
        base.replace("[y]\n", "[y]\nd = 1\n").replace("c", "e"),
    )
    merged = merge_texts("log = []\n" + base, "log = []\n" + ours, "log = []\n" + theirs)
    assert not merged.by_meaning
    assert [one.field for one in merged.conflicts] == [""]
    assert merged.conflicts[0].theirs == "log = []\n" + theirs


def test_sides_with_marks_in_them_stay_in_conflict():
    marked = "<<<<<<< ours\na = 1\n=======\na = 2\n>>>>>>> theirs\n"
    assert merge_texts("a = 0\n", marked, "a = 0\n").conflicts == tuple(find_conflicts(marked))


@pytest.mark.parametrize(
    "style", ["<<<<<<< a\nx = 1\n||||||| b\nx = 0\n=======\nx = 2\n>>>>>>> c\n"]
)
def test_git_may_have_put_the_common_version_between(style):
    assert find_conflicts(f"# top\n{style}") == [Conflict(2, "x", "x = 1\n", "x = 2\n")]
    assert resolve(f"# top\n{style}y = 1\n", lambda one: one.ours) == "# top\nx = 1\ny = 1\n"


@pytest.mark.parametrize("text", [BASE, BASE + TAIL, TAIL, "", HEADER + FOLLOWED + TAIL + PEOPLE])
def test_a_text_is_put_together_as_it_was_cut(text):
    assert write_blocks(*read_blocks(text)) == text


def as_files(tmp_path, *texts):
    paths = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text)
    return [str(path) for path in paths]


def test_the_driver_writes_into_ours(tmp_path, run):
    paths = as_files(tmp_path, BASE.encode(), (BASE + THREE).encode(), (BASE + TWO).encode())
    assert run("merge-driver", *paths, "deals/acme.toml").code == 0
    assert (tmp_path / "ours").read_text() == BASE + TWO + THREE
    assert (tmp_path / "theirs").read_text() == BASE + TWO


def test_the_driver_tells_git_of_a_conflict(tmp_path, run):
    sides = changed("100", "200"), changed("100", "300")
    paths = as_files(tmp_path, BASE.encode(), *(side.encode() for side in sides))
    assert run("merge-driver", *paths, "deals/acme.toml").code == 1
    assert len(find_conflicts((tmp_path / "ours").read_text())) == 1


def test_the_driver_leaves_to_git_what_is_no_text(tmp_path, run):
    paths = as_files(tmp_path, b"a = 1\n", b"a = 2\n", b"a = 3\n\xff\n")
    assert run("merge-driver", *paths, "deals/acme.toml").code == 1
    left = (tmp_path / "ours").read_bytes()
    assert b"a = 2\n" in left
    assert b"a = 3\n\xff\n" in left


def test_the_driver_says_when_it_could_not_run(tmp_path, run):
    done = run("merge-driver", *(str(tmp_path / name) for name in "abc"))
    assert done.code == 129
    assert done.err


def test_it_is_not_shown_in_the_help(run):
    assert "merge-driver" not in run("--help").out
    assert "sync" in run("--help").out


def test_init_installs_it_and_its_state_is_told(book):
    assert driver_state(book) == ""
    subprocess.run(["git", "config", "merge.salescli.driver", "/gone/python x"], check=True)
    assert driver_state(book) == "the merge driver's program no longer exists: /gone/python"
    subprocess.run(["git", "config", "--unset", "merge.salescli.driver"], check=True)
    assert driver_state(book) == "the merge driver is not installed in this clone"
    (book / ".gitattributes").write_text("*.png binary")
    assert driver_state(book) == ".gitattributes does not name the merge driver for deals"
    assert install_driver(book) == ""
    assert driver_state(book) == ""
    assert (book / ".gitattributes").read_text() == f"*.png binary\n{ATTRIBUTES}"


def test_what_keeps_it_from_being_installed_is_said(tmp_path, monkeypatch):
    assert install_driver(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "no git" in install_driver(tmp_path)
    assert "no git" in driver_state(tmp_path)


def test_long_logs_merge_entry_for_entry():
    logs = [entry(n % 60, f"n = {n}").replace("2026", f"{1000 + n}") for n in range(LONG)]
    base = HEADER + "".join(logs[: LONG // 2])
    ours, theirs = (base + "".join(logs[LONG // 2 + side :: 2]) for side in (0, 1))
    assert both_ways(base, ours, theirs) == HEADER + "".join(logs)


def opening(day: int) -> str:
    at = f"2026-11-{day:02}T12:00:00+01:00"
    following = '\n[log.next]\nstep = "demo"\non = 2026-11-24\n'
    return f'\n[[log]]\nat = {at}\nby = "ada"\nkind = "open"\n{following}'


def email(day: int) -> str:
    return f'\n[[log]]\nat = 2026-11-{day:02}T12:00:00+01:00\nby = "ada"\nkind = "email"\n'


OPENINGS = {
    "both moved it": ((8,), (5, 5), (3, 3), (3, 3, 5)),
    "one moved it": ((8,), (5, 5), (8, 9), (5, 5, 9)),
    "both alike": ((8,), (5, 5), (5, 5), (5, 5)),
    "deleted, brought back, and moved meanwhile": ((), (8, 9), (5, 5), (5, 5, 9)),
    "one took back what moved it": ((5, 5), (8,), (5, 5, 6), (6, 6)),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "expected"), OPENINGS.values(), ids=OPENINGS)
def test_a_deal_is_opened_once_and_before_all_else(base, ours, theirs, expected):
    """Each version is the day of its opening, and those of its emails."""
    texts = [
        HEADER + opening(days[0]) + "".join(map(email, days[1:])) if days else ""
        for days in (base, ours, theirs)
    ]
    for first, second in ((1, 2), (2, 1)):
        merged = merge_texts(texts[0], texts[first], texts[second])
        assert not merged.conflicts
        log = parse_toml(merged.text)["log"]
        assert [entry["at"].day for entry in log] == list(expected)
        assert [entry["kind"] for entry in log].index("open") == 0
        tables = [parse_toml(text) for text in (texts[0], texts[first], texts[second])]
        assert list(lost_of_deal((tables[0], tables[1], tables[2]), parse_toml(merged.text))) == []
