"""`--fields`, and the JSON of one deal: as little as was asked for, and short enough to be read."""

import tomllib

import pytest

from salescli.views.deal.show_facts import BYTES


@pytest.mark.usefixtures("demo")
class TestFields:
    """`--fields` leaves of each item what it names."""

    @pytest.mark.parametrize(
        ("words", "key"),
        [
            (("next",), "deals"),
            (("list", "--all"), "deals"),
            (("show", "ardent"), "deals"),
            (("board",), "deals"),
        ],
    )
    def test_items_have_only_the_fields_that_are_named(self, run, words, key):
        items = run(*words, "--fields", "deal,next.on").json[key]
        assert items
        for item in items:
            assert set(item) <= {"deal", "next"}
            assert set(item.get("next") or {"on"}) == {"on"}

    @pytest.mark.parametrize(
        ("words", "field"),
        [
            (("check",), "code"),
            (("find", "e"), "deal"),
            (("people",), "name"),
            (("history",), "message"),
            (("plan", "ardent"), "close"),
            (("brief", "ardent"), "goal"),
            (("process", "list"), "name"),
            (("rule",), "code"),
            (("report",), "forecast"),
        ],
    )
    def test_it_means_json(self, run, words, field):
        shown = run(*words, "--fields", field).json
        assert {"version", "today"} <= set(shown)
        assert field in shown or all(
            set(item) == {field}
            for key, items in shown.items()
            if key not in ("version", "today")
            for item in items
        )

    def test_an_unknown_name_is_refused_with_those_there_are(self, run):
        done = run("list", "--fields", "deal,nix")
        assert (done.code, done.out) == (2, "")
        assert "there is no field 'nix'" in done.err
        assert "company" in done.err

    def test_no_name_is_refused(self, run):
        assert run("list", "--fields", " , ").code == 2


UNREADABLE = {"deal", "status", "file", "line", "message"}


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("list",), "deals"),
        (("next",), "deals"),
        (("board",), "deals"),
        (("report",), "unreadable"),
    ],
)
def test_what_can_not_be_read_is_named_whatever_the_fields_are(run, demo, words, key):
    (demo / "deals/broken.toml").write_text("title = ", encoding="utf-8")
    fields = "forecast" if words == ("report",) else "next.on"
    done = run(*words, "--fields", fields)
    (item,) = (one for one in done.json[key] if one.get("deal") == "broken")
    assert set(item) >= UNREADABLE
    assert item["status"] == "unreadable"


@pytest.mark.usefixtures("demo")
def test_learn_says_what_it_left_out_whatever_the_fields_are(run, demo):
    (demo / "deals/broken.toml").write_text("title = ", encoding="utf-8")
    shown = run("learn", "enterprise", "--fields", "process").json
    assert any("can't be read" in line for line in shown["left_out"])


def test_a_wrong_name_refuses_nothing_that_was_written_already(run, demo):
    done = run("propose", "--fields", "nix", "note", "ardent", "They rang")
    assert (done.code, "warning: --fields: there is no field 'nix'" in done.err) == (0, True)
    assert done.json["proposals"][0]["name"] == "ardent-1"
    (demo / "mail.eml").write_text("From: d@x.example\nMessage-ID: <1@x>\n\nHi\n", encoding="utf-8")
    done = run("capture", "mail.eml", "--fields", "nix")
    assert (done.code, len(done.json["captured"])) == (0, 1)
    run("capture", "mail.eml", "--dismiss")
    done = run("capture", "mail.eml", "--json")
    assert (done.json["captured"], "known already" in done.err) == ([], True)


def test_in_a_list_without_items_no_name_is_wrong(run, book):
    assert book.exists()
    assert run("list", "--fields", "anything").json["deals"] == []


@pytest.mark.usefixtures("demo")
class TestOneDeal:
    """`show --json` is short; `--full` has all of it, `--log` the whole log."""

    def test_every_deal_of_the_demo_is_short_and_says_what_is_open(self, run, demo):
        for path in (demo / "deals").glob("*.toml"):
            done = run("show", path.stem, "--json")
            deal = done.json["deals"][0]
            assert len(done.out.encode()) <= BYTES
            assert not any(one["holds"] for one in deal["requirements"])
            assert len(deal["log"]) <= 2

    def test_full_has_all_requirements_and_log_all_entries(self, run, demo):
        deal = run("show", "ardent", "--json", "--full", "--log").json["deals"][0]
        table = tomllib.loads((demo / "deals/ardent.toml").read_text(encoding="utf-8"))
        assert len(deal["log"]) == len(table["log"])
        short = run("show", "ardent", "--json").json["deals"][0]
        assert (
            len(deal["requirements"]) > len(short["requirements"]) + short["requirements_met"] - 1
        )
        assert len(run("show", "ardent", "--json", "--log").json["deals"][0]["log"]) == len(
            table["log"]
        )

    def test_a_deal_of_any_size_is_short(self, run, demo):
        path = demo / "deals/ardent.toml"
        text = path.read_text(encoding="utf-8")
        people = "".join(
            f'[people.p{number}]\nname = "{"x" * 2000}"\nphone = "{"1" * 500}"\n\n'
            for number in range(60)
        )
        path.write_text(text.replace("[[log]]", people + "[[log]]", 1), encoding="utf-8")
        done = run("show", "ardent", "--json")
        assert len(done.out.encode()) <= BYTES
        assert done.json["deals"][0]["left_out"]["people"] > 50
