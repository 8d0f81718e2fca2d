"""What is not worth reading is not said: the promises that `check` makes about healthy books."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from support.quiet_books import open_ten_new_deals, run_as_it_says, type_in

from salescli.store.shipped_processes import shipped_names, shipped_process


@pytest.mark.parametrize("one_by_one", [False, True], ids=["side by side", "one by one"])
@pytest.mark.parametrize("name", shipped_names())
def test_a_deal_run_as_its_process_says_has_no_finding_on_any_day_of_its_life(name, one_by_one):
    process = shipped_process(name)
    mornings = list(run_as_it_says(process, date(2026, 6, 1), one_by_one=one_by_one))
    assert mornings[-1].deal.log[-1].result == "won"
    found = [(str(m.now), one.code, one.message) for m in mornings for one in m.findings]
    assert found == []


@pytest.mark.usefixtures("book")
def test_so_it_is_with_what_is_typed(run, monkeypatch):
    *_, last = run_as_it_says(shipped_process("small-business"), date(2026, 6, 1))
    type_in(run, lambda now: monkeypatch.setenv("SALESCLI_NOW", now), last.deal)
    assert run("check", "--json").json["findings"] == []
    assert run("list", "--all", "--json").json["deals"][0]["status"] == "won"


@pytest.mark.usefixtures("book")
def test_ten_deals_that_were_opened_this_week_have_ten_findings_at_most(run, monkeypatch):
    open_ten_new_deals(run, lambda now: monkeypatch.setenv("SALESCLI_NOW", now))
    assert len(run("list", "--json").json["deals"]) == 10
    found = run("check", "--json").json["findings"]
    assert len(found) <= 10, Counter(one["code"] for one in found)
