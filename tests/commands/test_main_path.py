"""A founder's first days, end to end, by flags."""

from __future__ import annotations

import subprocess


def history(book):
    done = subprocess.run(
        ["git", "log", "--format=%s"], cwd=book, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_a_deal_from_the_first_call_to_the_deal_that_follows(run, book):
    opened = run(
        "add", "Acme GmbH", "--title", "Warehouse rollout", "--employees", "12", "--value", "4800",
        "--person", "bob: Bob Ross, owner", "--next", "discovery", "--on", "mon 10:00", "--agreed",
    )  # fmt: skip
    assert opened.code == 0
    assert "Mon 23 Nov 2026 10:00, in 2 days" in opened.out
    logged = run(
        "log", "acme", "discovery", "demo", "--with", "bob", "--met", "pain-sized",
        "-m", "4 % off", "--next", "trial-start", "--on", "tue",
    )  # fmt: skip
    assert logged.code == 0, logged.err
    won = run(
        "win", "acme", "--evidence", "signed", "--said-by", "bob", "--follow-on",
        "--next", "kickoff", "--on", "3d",
    )  # fmt: skip
    assert won.code == 0, won.err
    assert history(book) == [
        "acme: won; followed by acme-account",
        "acme: discovery, demo done; next trial-start on 2026-11-24",
        "acme: opened in small-business; next discovery on 2026-11-23 10:00",
        "A new book of deals",
    ]


def test_without_a_next_step_nothing_is_written_and_the_message_says_what_to_add(run, book):
    run("add", "Acme", "--process", "small-business", "--next", "discovery", "--on", "mon")
    before = (book / "deals/acme.toml").read_bytes()
    refused = run("log", "acme", "discovery", "-m", "they like it")
    assert refused.code == 2
    assert "--next" in refused.err
    assert "--on" in refused.err
    assert (book / "deals/acme.toml").read_bytes() == before
