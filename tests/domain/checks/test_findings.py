"""Every finding has a deal file that provokes it; its head is what `check` says of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest
from support.table import each

from salescli.domain.checks import all_rules

HERE = Path(__file__).parents[2] / "domain" / "checks" / "findings"
FILES = sorted(HERE.glob("*.toml"))
SETTINGS = 'me = "ada"\n\n[calendar]\nholidays = [2026-11-26]\n'
CODES = [code for code in all_rules() if code[0] != "R"]  # those have test_templates.py
FORM = re.compile(r"(?P<file>[^:]+):(?P<line>\d+): (?P<code>\w\d\d) (?P<severity>\w+): (.+)")


def expected(file: Path) -> list[str]:
    """The findings that a file's leading comment lists."""
    lines = takewhile(lambda line: line.startswith("# "), file.read_text().splitlines())
    return [line.removeprefix("# ") for line in lines]


def said(finding: dict) -> str:
    return "{file}:{line}: {code} {severity}: {message}".format(**finding)


def shown(finding: dict) -> str:
    return said(finding) + (f" {finding['fix']}" if finding["severity"] != "info" else "")


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def shelve(tmp_path) -> Callable[..., Path]:
    """Make a book that holds those deals alone, judged by the processes beside this module."""

    def maker(*deals: Path, settings: str = SETTINGS) -> Path:
        (tmp_path / "salescli.toml").write_text(settings)
        for folder in ("deals", "processes"):
            (tmp_path / folder).mkdir(exist_ok=True)
        for process in (HERE / "processes").glob("*.toml"):
            (tmp_path / "processes" / process.name).write_bytes(process.read_bytes())
        for deal in deals:
            (tmp_path / "deals" / deal.name.lower()).write_bytes(deal.read_bytes())
        return tmp_path

    return maker


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_check_says_of_a_file_what_its_head_says(run, shelve, file):
    """In JSON and on the screen, where each mend stands below its finding."""
    shelve(file)
    outcome, screen = run("check", "--json"), run("check", "--all")
    findings = outcome.json["findings"]
    assert [said(finding) for finding in findings] == expected(file)
    assert {finding["deal"] for finding in findings} == {file.stem.lower()}
    assert all(finding["fix"] for finding in findings)
    assert outcome.code == any(finding["severity"] != "info" for finding in findings)
    assert screen.code == outcome.code
    assert flat(screen.out).startswith(flat(" ".join(map(shown, findings))) + " 1 deal: ")


@each("code", CODES)
def test_every_check_has_a_file_that_is_named_after_it(code):
    named = [file for file in FILES if file.stem.partition("-")[0] == code]
    assert named
    for file in named:
        assert code in [FORM.fullmatch(line)["code"] for line in expected(file)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_provokes_its_own_code_and_others_only_where_they_belong_to_it(file):
    """What can't be parted: a reason that two checks share, or a value that is left out."""
    belongs = {
        "F03-kinds": {"P10"},  # a skip without a reason is a skip
        "F03-result": {"N01"},  # a close without a result ends nothing, and clears the next step
        "P03-won": {"P02"},  # what was left unmet belongs to the minimum of the ask
        "P07-flag": {"Q01"},
        "T01": {"N02"},  # nothing lies ahead
    }
    codes = {FORM.fullmatch(line)["code"] for line in expected(file)}
    assert codes == {file.stem.partition("-")[0]} | belongs.get(file.stem, set())


def test_all_files_in_one_book_say_what_each_says_alone(run, shelve):
    """What can't be read never hides the others, and nothing leaks from one deal to the next."""
    shelve(*FILES)
    findings = run("check", "--json").json["findings"]
    by_file: dict[str, list[str]] = {}
    for finding in findings:
        by_file.setdefault(finding["file"], []).append(said(finding))
    assert by_file == {f"deals/{file.name.lower()}": expected(file) for file in FILES}
    assert [finding["file"] for finding in findings] == sorted(f["file"] for f in findings)


def test_a_deal_that_is_named_is_checked_alone(run, shelve):
    shelve(*FILES)
    findings = run("check", "n02-zone", "f05", "--json").json["findings"]
    assert {finding["deal"] for finding in findings} == {"n02-zone", "f05"}


def test_a_code_that_the_book_ignores_is_silent(run, shelve):
    shelve(HERE / "T01.toml", settings='[check]\nignore = ["T01"]\n')
    assert [finding["code"] for finding in run("check", "--json").json["findings"]] == ["N02"]


def test_a_book_without_findings_says_so(run, shelve):
    book = shelve()
    (book / "deals/acme.toml").write_text(
        'process = "line"\n[people.dana]\nrole = "champion"\n'
        '[[log]]\nat = 2026-11-20T10:00:00+01:00\nkind = "open"\n'
        '[log.next]\nstep = "discovery"\non = 2026-11-24\nwith = ["dana"]\nagreed = true\n'
    )
    outcome = run("check")
    assert (outcome.code, outcome.out) == (0, "1 deal: nothing to fix.\n")


@pytest.mark.parametrize(
    "name", ["n" * 300, "../line", "/line", ".line", "a\\u0000b", "line/", "\\uFEFFline", "-"]
)
def test_whatever_process_a_deal_names_it_hides_no_other_deal(run, shelve, name):
    book = shelve(HERE / "N01.toml")
    (book / "deals/odd.toml").write_text(f'process = "{name}"\n')
    outcome = run("check", "--json")
    codes = [(finding["deal"], finding["code"]) for finding in outcome.json["findings"]]
    assert codes == [("n01", "N01"), ("odd", "F06"), ("odd", "N01")]


def test_a_process_that_cant_be_read_is_named_with_its_fault(run, shelve):
    book = shelve(HERE / "N02.toml")
    (book / "processes/line.toml").write_text('title = "Line\n')
    findings = run("check", "--json").json["findings"]
    assert [(finding["file"], finding["code"]) for finding in findings] == [
        ("deals/n02.toml", "F06"),
        ("deals/n02.toml", "N02"),
        ("processes/line.toml", "F01"),
    ]
    assert "can't be read: the text in quotes is not closed" in findings[0]["message"]


def test_a_deal_is_judged_by_the_revision_that_it_names(run, shelve):
    book = shelve(HERE / "N04.toml")
    line = book / "processes/line.toml"
    (book / "processes/past").mkdir()
    (book / "processes/past/line.1.toml").write_bytes(line.read_bytes())
    line.write_text(line.read_text().replace("revision = 1", "revision = 2").replace("5bd", "9bd"))
    assert [finding["code"] for finding in run("check", "--json").json["findings"]] == ["N04"]
    deal = book / "deals/n04.toml"
    deal.write_text(deal.read_text() + "\n")
    deal.write_text(deal.read_text().replace('"line"', '"line"\nrevision = 2'))
    assert run("check").code == 0
