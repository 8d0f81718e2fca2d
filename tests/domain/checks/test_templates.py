"""Every finding about a process has a file that provokes it; its head is what is said of it."""

from __future__ import annotations

import re
import shutil
from itertools import takewhile
from pathlib import Path

import pytest
from support.effort import some
from support.table import each

from salescli.domain.checks import all_rules
from salescli.store.shipped_processes import shipped_names, shipped_text

HERE = Path(__file__).parents[2] / "domain" / "checks" / "findings" / "templates"
FILES = sorted(HERE.glob("*.toml"))
CODES = [code for code in all_rules() if code[0] == "R"]
FORM = re.compile(r"(?P<file>[^:]+):(?P<line>\d+): (?P<code>\w\d\d) (?P<severity>\w+): (.+)")
# What can't be parted: whatever waits for a circle can't be reached, nor can an ask be met by it.
BELONGS = {
    "R03": {"R04"},
    "R03-itself": {"R04"},
    "R03-stages": {"R05"},
    "R04-circle": {"R03"},
}


def expected(file: Path) -> list[str]:
    """The findings that a file's leading comment lists."""
    lines = takewhile(lambda line: line.startswith("# "), file.read_text().splitlines())
    return [line.removeprefix("# ") for line in lines]


def said(finding: dict) -> str:
    return "{file}:{line}: {code} {severity}: {message}".format(**finding)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def shelve(tmp_path):
    """Make a book of those processes and no deal."""

    def maker(*files: Path) -> None:
        (tmp_path / "salescli.toml").write_text('me = "ada"\n')
        for folder in ("deals", "processes"):
            (tmp_path / folder).mkdir()
        for file in files:
            (tmp_path / "processes" / file.name.lower()).write_bytes(file.read_bytes())

    return maker


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_process_check_says_of_a_file_what_its_head_says(run, shelve, file):
    shelve(file)
    name = file.stem.lower()
    outcome, screen = run("process", "check", name, "--json"), run("process", "check", name)
    findings = outcome.json["findings"]
    assert [said(finding) for finding in findings] == expected(file)
    assert all(finding["fix"] for finding in findings)
    assert (outcome.code, screen.code) == (1, 1)
    shown = " ".join(f"{said(finding)} {finding['fix']}" for finding in findings)
    assert flat(screen.out).startswith(f"{flat(shown)} 1 process: ")


def test_all_files_in_one_book_say_what_each_says_alone(run, shelve):
    """To `check` of the whole book as to `process check`."""
    shelve(*FILES)
    lines = [line for file in FILES for line in expected(file)]
    for arguments in (("process", "check", "--json"), ("check", "--json")):
        findings = run(*arguments).json["findings"]
        assert sorted(said(finding) for finding in findings) == sorted(lines)


@each("code", CODES)
def test_every_check_has_a_file_that_is_named_after_it(code):
    assert [file for file in FILES if file.stem.partition("-")[0] == code]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_provokes_its_own_code_and_others_only_where_they_belong_to_it(file):
    codes = {FORM.fullmatch(line)["code"] for line in expected(file)}
    assert codes == {file.stem.partition("-")[0]} | BELONGS.get(file.stem, set())


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_process_has_no_finding(run, shelve, tmp_path, name):
    shelve()
    outcome = run("process", "check", name)
    assert (outcome.code, outcome.out) == (0, "1 process: nothing to fix.\n")
    (tmp_path / "processes" / f"{name}.toml").write_text(shipped_text(name))
    assert run("process", "check", "--json").json["findings"] == []


# A process with every key, each on a line of its own, and the deals that name what is in it.
FULL: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "",
        {
            "name": '"full"',
            "title": '"Full"',
            "revision": "1",
            "summary": '"Every key"',
            "order": '"stages"',
            "cycle": '"40bd"',
            "stale": '"10bd"',
            "then": '"account-management"',
        },
    ),
    (
        "[fits]",
        {
            "employees": "{ from = 10 }",
            "value": "{ to = 99 }",
            "industry": '"it"',
            "country": '["DE"]',
            "kind": '"new"',
        },
    ),
    ("[[stage]]", {"id": '"talk"', "title": '"Talk"', "buyer": '"Talks"'}),
    ("[[role]]", {"id": '"owner"', "side": '"buyer"', "title": '"Owner"'}),
    (
        "[[step]]",
        {
            "id": '"discovery"',
            "title": '"Discovery"',
            "stage": '"talk"',
            "buyer": '"Tells"',
            "required": "true",
            "times": "1",
            "at_most": "3",
            "after": "[]",
            "leads_to": "[]",
            "never_with": "[]",
            "within": '"5bd"',
            "takes": '"45m"',
            "ours": "[]",
            "theirs": '["owner"]',
            "how": '"Ask"',
        },
    ),
    ("[[step.outcome]]", {"id": '"sized"', "text": '"They size it"', "required": "true"}),
    ("[ask]", {"step": '"discovery"', "roles": '["owner"]', "steps": "[]"}),
    ("[[disqualify]]", {"id": '"no-problem"', "text": '"None"'}),
    ("[[loss]]", {"id": '"price"', "text": '"Price"'}),
)
DEALS = {
    "acme": 'steps = ["discovery"]\nmet = ["sized"]\n'
    '[log.next]\nstep = "discovery"\non = 2026-11-24\nwith = ["dana"]\nagreed = true\n',
    "borealis": 'flags = ["no-problem"]\n[[log]]\nat = 2026-11-20T11:00:00+01:00\nkind = "close"\n'
    'result = "lost"\nreason = "price"\nsaid_by = "dana"\nnote = "Too dear"\n',
}
HEAD = (
    'process = "full"\n[people.dana]\nrole = "owner"\n'
    '[[log]]\nat = 2026-11-20T10:00:00+01:00\nkind = "call"\nwith = ["dana"]\nnote = "They said"\n'
)
WRONG = "1979-05-27"  # a date, which is the value of no key
# Where the deals name what is left out with its id, or with all tables of its kind.
NAMED = {"role", "step", "step.outcome", "disqualify", "loss"}
# Of a table that stands in others' place nothing may miss: what is said where it does.
MISSED = {
    **dict.fromkeys(((table, "id") for table in NAMED | {"stage"}), "F03"),
    ("ask", "step"): "F03",
    ("step", "stage"): "R01",
}
WAYS = ("missing", "misspelt", "wrong")
KEYS = [(heading, key, way) for heading, keys in FULL for key in keys for way in WAYS]


def written(heading: str, key: str, way: str) -> tuple[str, int]:
    """FULL with one key missing, misspelt or of the wrong type, and the line it is or was on."""
    lines: list[str] = []
    place = 0
    for table, keys in FULL:
        lines += [table] if table else []
        for name, value in keys.items():
            if (table, name) != (heading, key):
                lines.append(f"{name} = {value}")
                continue
            place = len(lines) + 1
            lines += [f"{name}x = {value}"] if way == "misspelt" else []
            lines += [f"{name} = {WRONG}"] if way == "wrong" else []
    return "\n".join(lines) + "\n", place


@pytest.fixture
def judge(tmp_path, run):
    """Put a process in a book with two deals: the findings about it and about them, all listed."""

    def judged(text: str) -> tuple[list[dict], dict[str, set[str]]]:
        (tmp_path / "salescli.toml").write_text('me = "ada"\n')
        for folder in ("deals", "processes"):
            (tmp_path / folder).mkdir()
        (tmp_path / "processes" / "full.toml").write_text(text)
        for name, log in DEALS.items():
            (tmp_path / "deals" / f"{name}.toml").write_text(HEAD + log)
        listed = run("list", "--all", "--json")
        assert {deal["deal"] for deal in listed.json["deals"]} == set(DEALS)
        for name in DEALS:
            assert run("show", name).code == 0
        about: list[dict] = []
        codes: dict[str, set[str]] = {name: set() for name in DEALS}
        for found in run("check", "--json").json["findings"]:
            if found["deal"]:
                codes[found["deal"]].add(found["code"])
            else:
                about.append(found)
        assert all(found["file"] == "processes/full.toml" and found["line"] for found in about)
        checked = run("process", "check", "full", "--json")
        assert checked.json["findings"] == about
        assert checked.code == bool(about)
        return about, codes

    return judged


def test_a_process_with_every_key_has_no_finding_and_judges_its_deals(judge):
    text, _ = written("", "", "")
    about, codes = judge(text)
    assert about == []
    assert not (codes["acme"] | codes["borealis"]) & {"F06", "P07"}


@pytest.mark.parametrize(("heading", "key", "way"), some(KEYS, 4), ids=lambda part: part)
def test_a_key_that_is_wrong_is_found_on_its_line_and_the_deals_are_listed(
    judge, heading, key, way
):
    table = heading.strip("[]")
    text, line = written(heading, key, way)
    about, codes = judge(text)
    if key == "id" or (table, key) == ("ask", "step"):  # the table itself is left out
        assert ("F03", line - 1) in {(found["code"], found["line"]) for found in about} or (
            way == "wrong" and ("F03", line) in {(found["code"], found["line"]) for found in about}
        )
    elif way != "missing":
        code = "F02" if way == "misspelt" else "F03"
        assert (code, line) in {(found["code"], found["line"]) for found in about}
    elif (table, key) in MISSED:
        assert MISSED[table, key] in {found["code"] for found in about}
    lost = key == "id" and table in NAMED
    assert ("P07" in codes["acme"] | codes["borealis"]) == lost


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("table", ["fits", "stage", "role", "step", "ask", "disqualify", "loss"])
def test_so_is_a_whole_table(judge, table, way):
    text, _ = written("", "", "")
    parts = re.split(r"(?m)^(?=\[)", text)
    kept = [part for part in parts if not re.match(rf"\[+{table}[\].]", part)]
    if way == "misspelt":
        kept = [re.sub(rf"^(\[+){table}(?=[\].])", rf"\1{table}x", part) for part in parts]
    elif way == "wrong":
        kept[0] = f"{table} = {WRONG}\n{kept[0]}"
    about, codes = judge("".join(kept))
    found = {found["code"] for found in about}
    assert {"misspelt": "F02", "wrong": "F03"}.get(way) in {None, *found}
    if way == "missing" and table not in {"fits", "ask", "disqualify"}:
        assert any(code.startswith("R") for code in found)
    assert ("P07" in codes["acme"] | codes["borealis"]) == (table in NAMED)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('name = "full"\ntitle = "Full\n', "F01", 2),
        ("", None, 0),
        ("<<<<<<< ours\n=======\n>>>>>>> theirs\n", "F05", 1),
        ('name = "full"\nrevision = 2\n', None, 0),
    ],
    ids=["no TOML", "empty", "a conflict", "another revision"],
)
def test_deals_of_a_process_that_cant_judge_them_are_listed_with_what_is_wrong(
    judge, text, code, line
):
    about, codes = judge(text)
    if code:
        assert [(found["code"], found["line"]) for found in about] == [(code, line)]
    for found in codes.values():
        assert found & {"F06", "P07"}


def test_a_template_never_executes_anything(judge, tmp_path):
    text, _ = written("", "", "")
    judge(text.replace('"Ask"', f'"$(touch {tmp_path}/ran) `touch {tmp_path}/ran` {{__import__}}"'))
    assert not (tmp_path / "ran").exists()


def test_a_process_that_a_deal_names_in_past_is_not_checked(run, shelve, tmp_path):
    """What was in force once is history: only what is in force is held to the rules."""
    shelve()
    (tmp_path / "processes" / "past").mkdir()
    shutil.copy(HERE / "R08.toml", tmp_path / "processes" / "past" / "r08.1.toml")
    assert run("process", "check", "--json").json["findings"] == []
