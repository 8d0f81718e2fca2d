"""`find`, `people` and `brief` as a user meets them, and what they say to programs."""

from __future__ import annotations

import pytest
from support.golden import in_terminal
from support.terminal import Terminal


@pytest.mark.usefixtures("demo")
class TestFind:
    def test_hits_come_with_deal_and_day_the_newest_first(self, run):
        done = run("find", "price")
        assert (done.code, done.err) == (0, "")
        heads = [line for line in done.out.splitlines() if " · " in line and line[0] != " "]
        assert heads[0].startswith("Mon 23 Nov  umberfield · email")
        assert "viktor, mara" in done.out

    def test_json_has_the_day_and_where_the_words_stand(self, run):
        found = run("find", "status", "quo", "--deal", "ardent", "--json").json
        assert (found["version"], found["today"]) == (1, "2026-11-24")
        (hit,) = found["hits"]
        assert (hit["deal"], hit["where"], hit["at"]) == ("ardent", "competitors", None)
        assert [hit["text"][start:end] for start, end in hit["marks"]] == ["status", "quo"]

    def test_filters_add_up(self, run):
        def hits(*flags):
            return [hit["at"] for hit in run("find", *flags, "--json").json["hits"]]

        every = hits("price")
        assert hits("price", "--since", "2026-11-01") == [at for at in every if at > "2026-11"]
        assert len(hits("price", "--person", "viktor", "--deal", "ardent")) == 1
        assert hits("price", "--person", "nobody") == []

    def test_nothing_found_is_said(self, run):
        done = run("find", "zebra")
        assert (done.code, done.out) == (0, "No deal has 'zebra'.\n")

    @pytest.mark.parametrize(
        ("words", "error"),
        [
            (("?!",), "there is no word to look for"),
            (("price", "--since", "2027-01-01"), "is in the future"),
            (("price", "--deal", "zebra"), "there is no deal 'zebra'"),
        ],
    )
    def test_what_cannot_be_looked_for_is_refused(self, run, words, error):
        done = run("find", *words)
        assert done.code == 2
        assert error in done.err

    def test_a_file_that_cannot_be_read_is_named_where_it_has_the_words(self, run, demo):
        (demo / "deals/broken.toml").write_text('title = "Zebra\n')
        done = run("find", "zebra")
        assert done.code == 1
        assert "deals/broken.toml:1" in done.err

    def test_a_screen_shows_the_newest_that_fit_and_says_so(self, run, demo, monkeypatch):
        every = run("find", "price").out
        (demo / "deals/zzz.toml").write_text('title = "price"\n[[log]]\nat = 2026-01-02\nx = "')
        shown = in_terminal(monkeypatch, (80, 10), "find", "price")
        assert shown.splitlines()[-1] == "The newest 2 places; --all shows all of them."
        assert every.startswith(shown.splitlines()[0])
        assert len(shown.splitlines()) < 10
        assert run("find", "price").code == 1  # what is not shown was not read, either
        monkeypatch.setenv("PAGER", "cat")
        assert "6 places in 6 deals." in in_terminal(
            monkeypatch, (80, 10), "find", "price", "--all"
        )

    def test_words_are_marked_in_a_terminal(self, demo):
        words = ("find", "status quo", "--deal", "ardent", "--book", str(demo))
        terminal = Terminal(*words, term="xterm")
        terminal.ends()
        assert "\x1b[1;7mstatus quo\x1b[0m" in terminal.raw


@pytest.mark.usefixtures("demo")
class TestPeople:
    def test_one_row_a_person_across_deals(self, run):
        rows = run("people", "weil", "--json").json["people"]
        assert [row["name"] for row in rows] == ["Jonas Weil"]
        assert [deal["deal"] for deal in rows[0]["deals"]] == ["ardent", "corvane"]
        assert run("people", "abara", "--json").json["people"][0]["deals"][1]["status"] == "won"

    def test_a_phone_is_kept_and_found(self, run):
        assert run("person", "ardent", "felix", "--phone", "+49 40 5550111").code == 0
        done = run("people", "040 5550111")
        assert done.out.startswith("Felix Amsel  Ardent Freight\n  phone: +49 40 5550111\n")
        assert "ardent  open  legal  not met yet" in done.out

    def test_a_limit_says_how_many_there_are(self, run):
        done = run("people", "--limit", "2")
        assert done.out.splitlines()[-1] == "2 of 38 people."
        assert len(run("people", "--limit", "2", "--json").json["people"]) == 2

    def test_nobody_is_said(self, run):
        assert run("people", "zebra").out == "Nobody by the name 'zebra' is in a deal.\n"

    def test_with_and_without_the_index_it_is_the_same(self, run, demo):
        first = run("people", "--json").out
        assert run("people", "--json").out == first
        for path in (demo / ".salescli").glob("*.cache"):
            path.write_text("[]")
        assert run("people", "--json").out == first


def test_an_empty_book_says_how_people_come_in(run, book):
    assert "salescli person DEAL NAME adds one" in run("people").out
    assert run("brief").out.splitlines() == ["Sat 21 Nov  nothing is scheduled for today"]
    assert run("brief", "--week").out == "Nothing is scheduled for the next 7 days.\n"
    assert run("find", "x").out == "No deal has 'x'.\n"
    assert book.exists()


@pytest.mark.usefixtures("demo")
class TestBrief:
    def test_promises_and_questions_stand_with_the_day_of_their_note(self, run):
        note = "Rang.\nwe: the pack by thu\nthey: clauses by fri 20 nov\n? who signs"
        assert run("note", "ardent", "-m", note).code == 0
        lines = [" ".join(line.split()) for line in run("brief", "ardent").out.splitlines()]
        assert "They clauses by Fri 20 Nov, 4 days ago (Tue 24 Nov)" in lines
        assert "We the pack by Thu 26 Nov, in 2 days (Tue 24 Nov)" in lines
        assert "Open who signs (Tue 24 Nov)" in lines
        known = run("brief", "ardent", "--json").json["briefs"][0]
        assert [(one["side"], one["due"]) for one in known["promises"]] == [
            ("we", "2026-11-26"),
            ("they", "2026-11-20"),
            ("open", None),
        ]
        assert known["following"]["unmet"] == ["petra"]

    def test_it_is_never_longer_than_a_screen(self, run):
        lines = "\n".join(f"{side}: thing {n} by fri" for n in range(9) for side in ("we", "they"))
        assert run("note", "ardent", "-m", f"{lines}\n? a\n? b\n? c\n? d").code == 0
        shown = run("brief", "ardent").out.splitlines()
        assert len(shown) <= 24
        assert any("older" in line for line in shown)

    def test_without_a_deal_it_is_about_today(self, run):
        found = run("brief", "--json").json["briefs"]
        assert [one["deal"] for one in found] == ["ardent", "umberfield"]
        assert "umberfield" in run("brief").out

    def test_a_day_without_anything_says_what_comes_first(self, run):
        done = run("brief", "--today", "2026-11-28")
        assert "nothing is scheduled for today" in done.out
        assert "Next: Wed 2 Dec 09:00, in 4 days: cinderlane-account" in done.out

    def test_the_week_is_a_dated_list(self, run):
        _, *lines = run("brief", "--week").out.splitlines()
        days = [line[:10] for line in lines if line[:1].isalpha()]
        assert days == ["Tue 24 Nov", "Wed 25 Nov", "Thu 26 Nov"]
        (first, *_) = run("brief", "--week", "--json").json["agenda"]
        assert (first["deal"], first["on"][:10]) == ("ardent", "2026-11-24")

    def test_a_week_of_one_deal_is_refused(self, run):
        done = run("brief", "ardent", "--week")
        assert (done.code, "--week is about all deals" in done.err) == (2, True)

    def test_a_closed_deal_has_one_too(self, run):
        shown = run("brief", "thistlewend").out
        assert "lost on Mon 19 Oct" in shown
        assert "\nAsk" not in shown


@pytest.mark.usefixtures("demo")
class TestShow:
    def test_a_change_says_what_changed(self, run):
        assert run("set", "lindvik", "value=2400", "custom.slack=#lindvik").code == 0
        log = run("show", "lindvik", "--log").out
        assert "value 1,800 to 2,400" in log
        assert "custom.slack set to #lindvik" in log

    def test_own_fields_and_what_an_import_kept_are_shown(self, run, demo):
        path = demo / "deals/lindvik.toml"
        kept = '[custom]\nslack = "#lindvik"\n[custom.import]\nnotes = "Met at the fair.\\nTall."\n'
        text = path.read_text().replace("[people.astrid]", f"{kept}\n[people.astrid]", 1)
        path.write_text(text)
        assert "slack #lindvik" in run("show", "lindvik").out
        assert "import.notes  Met at the fair.\n    Tall." in run("show", "lindvik", "--full").out
        assert run("show", "lindvik", "--json").json["deals"][0]["custom"]["slack"] == "#lindvik"

    def test_a_long_one_goes_through_the_pager(self, demo):
        words = ("show", "ardent", "--full", "--book", str(demo))
        shown = Terminal(*words, term="xterm", PAGER="head -n 2").ends()
        assert "Ardent Freight" in shown
        assert "Requirements" not in shown


@pytest.mark.usefixtures("demo")
class TestFirstLines:
    """What a reader sees first."""

    @pytest.mark.parametrize("command", ["show", "brief"])
    def test_signs_of_a_poor_deal_stand_at_the_top(self, run, command):
        top = " ".join(run(command, "tessaly").out.split()[:40])
        assert "Walk away? 2 signs:" in top

    def test_a_next_step_that_is_found_has_its_own_day(self, run):
        assert "next step, due Tue 24 Nov" in run("find", "liability").out

    def test_a_phone_number_has_five_digits(self, run):
        done = run("person", "ardent", "felix", "--phone", "12-3")
        assert (done.code, "too short" in done.err) == (2, True)

    def test_an_own_field_stands_beside_its_deal(self, run):
        before = run("list", "--columns", "custom.slack")
        assert "salescli set DEAL custom.slack=VALUE" in before.err
        assert run("set", "ardent", "custom.slack=#ard").code == 0
        assert "\nardent" in run("list", "--columns", "custom.slack").out

    def test_one_owner_is_reported_too(self, run):
        assert "ada" in run("report", "owners").out
