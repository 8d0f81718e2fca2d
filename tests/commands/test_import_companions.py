"""What stands beside the deals of an export: people, calls, notes; folders, zips, any order."""

from __future__ import annotations

import csv
import io
import itertools
import os
import shutil
import struct
from collections import Counter
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from support.effort import FULL
from support.terminal import Terminal, history

from salescli.store.toml.reader import read_toml

TABLES = Path(os.environ.get("SALESCLI_DATA", Path(__file__).parents[1] / "exchange/companions"))
EXPORT = {
    "deals.csv": """\
Record ID,Deal Name,Deal Stage,Amount,Deal owner,Create Date,Close Date,Associated Company,\
Associated Company IDs,Associated Contact IDs
101,Warehouse rollout,Demo,48000,ada,2026-10-01,2027-01-30,Acme GmbH,9001,8001
102,Robots,Demo,12000,ada,2026-10-05,2027-01-30,,9002,
103,Arms,Closed Won,500,ada,2026-08-05,2026-09-30,Gamma,9003,
""",
    "contacts.csv": """\
Record ID,First Name,Last Name,Email,Phone Number,Job Title,Associated Company IDs,Buying Role
8001,Dana,Reyes,dana@acme.example,+49 30 1234567,CFO,9001,Decision Maker
8002,Tom,Falk,tom@acme.example,,IT,9001,
8003,Bea,Beta,bea@beta.example,,,9002,
8004,Nobody,Here,n@x.example,,,9999,
""",
    "companies.csv": """\
Record ID,Company name,Industry,Country/Region,Number of Employees
9001,Acme GmbH,Retail,Germany,1200
9002,Beta Inc,Robotics,,50
""",
    "calls.csv": """\
Record ID,Call Title,Call notes,Call outcome,Activity date,Associated Deal IDs,\
Associated Contact IDs
1,Intro,<p>They like it</p><p>Budget &amp; time</p>,Connected,2026-10-02 10:30,101,8001
2,Try again,,No answer,2026-11-03 10:30,101,8001
3,By contact,,Connected,2026-11-04 10:30,,8003
4,Second look,,,2026-12-04 10:30,101,
5,Elsewhere,,,2026-11-04 10:30,555,
6,Before,Early,Connected,2026-09-20 09:00,101,8001
7,Never,,,soon,101,
""",
    "notes.csv": "Record ID,Note body,Activity date,Associated Deal IDs\n"
    "1,Wants a discount,2026-11-05 09:00,102\n",
}
PROCESS = ("--process-from-stages", "hub")


@pytest.fixture
def export(book) -> Path:
    folder = book / "export"
    folder.mkdir()
    for name, text in EXPORT.items():
        (folder / name).write_text(text)
    return folder


def deal(book: Path, handle: str) -> dict:
    return read_toml(book / "deals" / f"{handle}.toml")[0]


def files(book: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (book / "deals").glob("*.toml")}


@pytest.mark.usefixtures("export")
def test_an_export_comes_in_with_its_people_calls_and_notes(book, run):
    before = history(book)
    done = run("import", "export", *PROCESS)
    assert done.code == 1  # a call has no day
    assert done.out.partition("\n\n")[2].partition("\n\n")[2].splitlines()[:21] == [
        "calls.csv: HubSpot calls, 7 rows: 3 calls, 1 note, 1 planned (next offers it) of",
        "  2 deals; 1 by contact, 4 by id",
        "companies.csv: HubSpot companies, 2 rows: 2 companies of 2 deals; 2 by id",
        "contacts.csv: HubSpot contacts, 4 rows: 2 people of 2 deals; 1 by company, 1 by",
        "  id",
        "notes.csv: HubSpot notes, 1 row: 1 note of 1 deal; 1 by id",
        "",
        "3 rows beside the deals can't be joined",
        "  contacts.csv, line 3: the deals of its company have contacts of their own",
        "  contacts.csv, line 5: its company has no deal that is here",
        "  calls.csv, line 6: its deal is not here",
        "",
        "1 row beside the deals can't be used",
        "  calls.csv, line 8: 'soon' is not a date",
        "",
        "salescli next               some open deals have no next step: give each of them",
        "                            one",
        "salescli process check hub  shows what to complete in it",
        "salescli undo               takes back the import",
    ]
    assert history(book) == ["import of deals.csv: 3 new deals", *before]
    acme, beta = deal(book, "acme"), deal(book, "beta")
    assert acme["people"]["dana"] == {
        "name": "Dana Reyes",
        "email": "dana@acme.example",
        "phone": "+49 30 1234567",
        "title": "CFO (Decision Maker)",
    }
    assert (acme["employees"], acme["industry"], beta["company"]) == (1200, "Retail", "Beta Inc")
    assert [(e["kind"], str(e["at"])[:16], e.get("ref", "")) for e in acme["log"]] == [
        ("open", "2026-09-20 09:00", ""),
        ("import", "2026-09-20 09:00", ""),
        ("call", "2026-09-20 09:00", "crm:hubspot:activity:6"),
        ("call", "2026-10-02 10:30", "crm:hubspot:activity:1"),
        ("note", "2026-11-03 10:30", "crm:hubspot:activity:2"),
    ]
    assert acme["log"][3]["note"] == "Intro\n\nThey like it\nBudget & time"
    assert acme["log"][4]["note"] == "Call, no answer: Try again"
    assert acme["log"][3]["with"] == ["dana"]
    assert not any("next" in entry for entry in (*acme["log"], *beta["log"]))
    kinds = [(entry["kind"], entry.get("with")) for entry in beta["log"][2:]]
    assert kinds == [("call", ["bea"]), ("note", None)]
    assert "N07" not in run("check", "--all").out
    run("undo", "--yes")
    assert files(book) == {}


@pytest.mark.usefixtures("export")
def test_the_same_again_adds_nothing_and_what_is_new_is_added(book, run, export):
    run("import", "export", *PROCESS)
    once, commits = files(book), history(book)
    done = run("import", "export", "--process", "hub")
    assert "Imported: 0 new deals, 0 updated, 3 unchanged." in done.out
    assert "4 already here" in done.out
    assert (files(book), history(book)) == (once, commits)
    with (export / "calls.csv").open("a") as calls:
        calls.write("8,Terms,,Connected,2026-11-10 11:00,101,8001\n")
    with (export / "contacts.csv").open("a") as contacts:
        contacts.write("8005,Kim,Poe,kim@acme.example,,,9001,\n")
    (export / "links.csv").write_text("Deal ID,Contact ID\n101,8005\n")
    done = run("import", "export", "--process", "hub")
    assert "0 new deals, 1 updated, 2 unchanged" in done.out
    acme = deal(book, "acme")
    assert [entry["note"] for entry in acme["log"][-2:]] == ["Call, no answer: Try again", "Terms"]
    assert set(acme["people"]) == {"dana", "kim"}
    assert acme["log"][:-1] == read_toml_of(once["acme.toml"])["log"]


def read_toml_of(data: bytes) -> dict:
    import tomllib

    from salescli.store.toml.reader import parse_toml

    assert tomllib.loads(data.decode())
    return parse_toml(data.decode(), Path("x.toml"))


@pytest.mark.parametrize("order", [*itertools.islice(itertools.permutations(EXPORT), 5, 120, 40)])
def test_files_are_known_by_their_columns_in_any_order(book, run, order):
    for name, text in EXPORT.items():
        (book / name).write_text(text)
    run("import", *order, *PROCESS)
    first = files(book)
    run("undo", "--yes")
    flags = ("--people", "contacts.csv", "--companies", "companies.csv")
    more = ("--activities", "calls.csv", "--notes", "notes.csv")
    run("import", *more, "deals.csv", *flags, *PROCESS)
    assert files(book) == first
    assert len(first) == 3


def test_a_look_shows_what_would_be_joined_and_writes_nothing(book, run, export):
    before = history(book), files(book)
    shown = run("import", "export", *PROCESS, "--dry-run").out
    for words in ("1 planned", "3 rows beside the deals can't be joined", "with Dana Reyes"):
        assert words in shown
    assert (history(book), files(book)) == before
    facts = run("import", "export", *PROCESS, "--dry-run", "--json").json
    (calls,) = [table for table in facts["companions"] if table["file"] == "calls.csv"]
    assert calls["joined"] == {"id": 4, "contact": 1}
    assert calls["came"] == {"call": 3, "note": 1, "planned": 1}
    assert [(row["file"], row["line"]) for row in facts["loose"]][:2] == [
        ("contacts.csv", 3),
        ("contacts.csv", 5),
    ]
    (export / "stages.csv").write_text("stage_id,pipeline_id,label\n1,2,Demo\n")
    (export / "pic.png").write_bytes(b"x")
    assert "Not used: pic.png (it is no table); stages.csv (the stages of HubSpot's" in " ".join(
        run("import", "export", *PROCESS, "--dry-run").out.split()
    )


def test_companions_come_to_deals_that_are_there(book, run):
    for name in ("deals.csv", "calls.csv", "notes.csv"):
        (book / name).write_text(EXPORT[name])
    run("import", "deals.csv", *PROCESS)
    done = run("import", "notes.csv", "calls.csv")
    assert "Imported: 2 deals updated." in done.out
    assert [entry["kind"] for entry in deal(book, "acme")["log"][2:]] == ["call", "call", "note"]
    assert "0 deals updated" in run("import", "notes.csv").out


def test_tables_of_no_crm_are_joined_by_name(book, run):
    (book / "deals.csv").write_text(
        "Deal Name,Associated Company,Deal Stage,Create Date\n"
        "Rollout,Acme,Demo,2026-09-01\nRobots,Beta,Demo,2026-09-02\nArms,Beta,Demo,2026-09-03\n"
    )
    (book / "people.csv").write_text(
        "Name,Email,Phone,Title,Company,Deal\n"
        "Dana Reyes,dana@acme.example,+1 555 100 200,CFO,Acme,\n"
        "Bea Beta,bea@beta.example,,,Beta,Robots\n"
    )
    (book / "log.csv").write_text(
        "Date,Type,Subject,Notes,Deal,Contact,Company\n"
        "2026-10-01,Call,Intro,Likes it,Rollout,Dana Reyes,\n"
        "2026-10-02,Meeting,Demo,,,dana@acme.example,\n"
        "2026-10-03,Email,Terms,,,,Beta\n"
        "2026-10-04,Webinar,Watched,,robots,,\n"
        "2026-10-05,Call,Who,,,,\n"
    )
    done = run("import", "log.csv", "deals.csv", "people.csv", *PROCESS)
    assert done.code == 0
    acme, robots = deal(book, "acme"), deal(book, "beta-robots")
    assert [(e["kind"], e.get("with")) for e in acme["log"][2:]] == [
        ("call", ["dana"]),
        ("meeting", ["dana"]),
    ]
    assert robots["log"][-1]["note"] == "Webinar: Watched"
    assert "line 4: its company has several deals" in done.out
    assert "line 6: it names no deal, contact or company" in done.out
    once = files(book)
    run("import", "log.csv", "deals.csv", "people.csv", "--process", "hub")
    assert files(book) == once


def zipped(path: Path, members: dict[str, bytes | str]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_is_read_in_memory_wherever_its_names_lead(book, run, tmp_path):
    members = {f"../../{name}": text for name, text in EXPORT.items()}
    zipped(book / "e.zip", {**members, "inner.zip": b"PK", "__MACOSX/._a.csv": "x"})
    done = run("import", "e.zip", *PROCESS)
    assert "Imported: 3 new deals" in done.out
    assert "inner.zip (it is a zip in a zip)" in done.out
    assert not list(tmp_path.parent.glob("deals.csv")) + list(tmp_path.glob("*.csv"))


def test_what_a_zip_must_not_be_is_refused(book, run):
    zipped(book / "bomb.zip", {"deals.csv": b"a,b\n" * 5_000_000})
    zipped(book / "many.zip", {f"{n}.csv": "" for n in range(1001)})
    zipped(book / "none.zip", {"readme.md": "hello"})
    whole = zipped(book / "cut.zip", {"deals.csv": EXPORT["deals.csv"]}).read_bytes()
    (book / "cut.zip").write_bytes(whole[: len(whole) // 2])
    at = whole.index(b"PK\x01\x02") + 8
    locked = whole[:at] + struct.pack("<H", 1) + whole[at + 2 :]
    (book / "locked.zip").write_bytes(locked)
    for name, words in (
        ("bomb.zip", "more than can be a table"),
        ("many.zip", "1,001 files"),
        ("none.zip", "no table is in"),
        ("cut.zip", "can't be unpacked"),
        ("locked.zip", "has a password"),
        ("gone.zip", "there is no such file"),
    ):
        done = run("import", name, *PROCESS)
        assert (done.code, words in done.err) == (2, True), done
    assert not files(book)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (("deals.csv", "odd.csv"), "odd.csv is not known by its columns: a, b"),
        (("deals.csv", "--people", "odd.csv"), "odd.csv can't be read as people"),
        (("deals.csv", "twice.csv"), "have deals"),
        ((), "name the file"),
    ],
)
def test_what_files_can_not_be_is_said_with_what_to_type(book, run, texts, words):
    (book / "odd.csv").write_text("a,b\n1,2\n")
    for name in ("deals.csv", "twice.csv"):
        (book / name).write_text(EXPORT["deals.csv"])
    done = run("import", *texts, *PROCESS)
    assert (done.code, words in " ".join(done.err.split())) == (2, True), done.err


def test_in_a_terminal_it_shows_companions_asks_and_repeats_itself(book):
    for name in ("deals.csv", "contacts.csv", "calls.csv"):
        (book / name).write_text(EXPORT[name].replace("7,Never,,,soon,101,\n", ""))
    asked = Terminal("import", "deals.csv", "contacts.csv", "--activities", "calls.csv")
    asked.answers("Process [new]").answers("Its name [pipeline]")
    asked.sees("3 calls, 1 note, 1 planned").answers("Import it? [Y/n]")
    shown = asked.ends()
    assert "salescli import deals.csv contacts.csv --activities calls.csv \\" in shown


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def facts_of(run, folder: Path, *flags: str) -> dict:
    return run("import", str(folder), "--process", "small-business", *flags, "--json").json


@pytest.mark.parametrize("system", ["hubspot", "salesforce"])
@pytest.mark.usefixtures("book")
def test_each_row_of_the_copied_tables_is_joined_or_listed(run, system, tmp_path):
    """Of the tables as they are, which have no deals in common, all is listed."""
    folder = tmp_path / system
    shutil.copytree(TABLES / system, folder)
    facts = facts_of(run, folder, "--dry-run")
    for table in facts["companions"]:
        whole = len(rows(folder, table["file"]))
        loose = [one for one in facts["loose"] if one["file"] == table["file"]]
        assert table["rows"] == whole
        assert sum(table["joined"].values()) + len(loose) + table["left_out"] == whole
    named = {one["file"] for one in (*facts["companions"], *facts["not_used"])}
    assert named == {path.name for path in folder.glob("*.csv")} - {facts["file"]}


def test_salesforce_tasks_and_events_join_what_they_name(book, run, tmp_path):
    """With a table of the opportunities that they name: an own reading in a few lines."""
    folder = tmp_path / "salesforce"
    shutil.copytree(TABLES / "salesforce", folder)
    activities = [*rows(folder, "sf_task_data.csv"), *rows(folder, "sf_event_data.csv")]
    named = {row["what_id"]: row["account_id"] for row in activities if row["what_id"][:3] == "006"}
    lone = {row["account_id"] for row in activities if row["account_id"]} - set(named.values())
    named |= {f"006X{n:011}": account for n, account in enumerate(sorted(lone))}
    table = io.StringIO()
    out = csv.writer(table)
    out.writerow(("id", "name", "stage_name", "close_date", "created_date", "account_id"))
    for number, (id_, account) in enumerate(named.items()):
        out.writerow((id_, f"Deal {number}", "Demo", "2027-01-01", "2019-01-01", account))
    (folder / "sf_opportunity_data.csv").write_text(table.getvalue())
    of_account = Counter(named.values())
    expected = Counter()
    for row in activities:
        if row["what_id"] in named:
            expected["id"] += 1
        elif of_account[row["account_id"]] == 1 or of_account[row["what_id"]] == 1:
            expected["company"] += 1
        else:
            expected["loose"] += 1
    facts = facts_of(run, folder, "--stage", "Demo=demo")
    tables = {one["file"]: one for one in facts["companions"]}
    got = Counter()
    for name in ("sf_task_data.csv", "sf_event_data.csv"):
        got.update(tables[name]["joined"])
        got["loose"] += sum(one["file"] == name for one in facts["loose"])
    assert +got == +expected
    refs = Counter(
        entry["ref"].rpartition(":")[2]
        for path in (book / "deals").glob("*.toml")
        for entry in read_toml(path)[0]["log"]
        if entry.get("ref")
    )
    joined = [row["id"][:15] for row in activities]
    assert set(refs.values()) == {1}
    assert set(refs) <= set(joined)
    assert sum(refs.values()) == expected["id"] + expected["company"]


def test_hubspot_engagements_join_by_their_associations(book, run, tmp_path):
    folder = tmp_path / "hubspot"
    shutil.copytree(TABLES / "hubspot", folder)
    deals = [row["deal_id"] for row in rows(folder, "deal_data.csv")]
    meetings = [row["engagement_id"] for row in rows(folder, "engagement_meeting_data.csv")]
    links = [(deals[n % len(deals)], meeting) for n, meeting in enumerate(meetings)]
    (folder / "engagement_deal_data.csv").write_text(
        "deal_id,engagement_id\n" + "".join(f"{a},{b}\n" for a, b in links)
    )
    facts = facts_of(run, folder)
    (table,) = [one for one in facts["companions"] if "meeting" in one["file"]]
    assert table["joined"] == {"id": len(meetings)}
    found = {
        (read_toml(path)[0]["custom"]["import"]["id"], entry["ref"].rpartition(":")[2])
        for path in (book / "deals").glob("*.toml")
        for entry in read_toml(path)[0]["log"]
        if entry["kind"] == "meeting"
    }
    assert found == set(links)
    if FULL and "SALESCLI_DATA" in os.environ:
        assert (len(deals), len(meetings)) == (44, 100)


def planned(book: Path, handle: str) -> list[str]:
    return [text.partition(" ")[2] for text in deal(book, handle)["custom"]["import"]["ahead"]]


def test_what_is_planned_stays_until_a_file_says_otherwise(book, run):
    head = "Record ID,Call Title,Activity date,Associated Deal IDs\n"
    (book / "deals.csv").write_text(EXPORT["deals.csv"])
    (book / "calls.csv").write_text(f"{head}1,Second look,2026-12-04,101\n2,Terms,2026-12-05,101\n")
    run("import", "deals.csv", "calls.csv", *PROCESS)
    assert planned(book, "acme") == ["Second look", "Terms"]
    (book / "calls.csv").write_text(f"{head}9,Other,2026-11-02,101\n")
    run("import", "calls.csv")
    assert planned(book, "acme") == ["Second look", "Terms"]
    (book / "calls.csv").write_text(f"{head}1,Second look,2026-11-20,101\n2,Terms,2026-12-09,101\n")
    run("import", "calls.csv")
    assert deal(book, "acme")["custom"]["import"]["ahead"] == ["2026-12-09 Terms"]
    assert deal(book, "acme")["log"][-1]["note"] == "Second look"
