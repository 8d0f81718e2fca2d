"""Drafts on disk: kept for their owner only, found again, and never in the way."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hostile import HOSTILE

from salescli.errors import SalescliError
from salescli.store.drafts import Draft, drafts, drop_draft, find_draft, keep_draft

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def folder(root):
    return root / ".salescli" / "drafts"


def test_what_is_kept_is_found_and_dropped(tmp_path):
    draft = Draft("log", "acme", NOW, {"steps": "demo", "note…": "hälf"})
    assert find_draft(tmp_path, "log", "acme") is None
    keep_draft(tmp_path, draft)
    assert find_draft(tmp_path, "log", "acme") == draft
    assert find_draft(tmp_path, "note", "acme") is None
    assert find_draft(tmp_path, "log", "acme-2") is None
    drop_draft(tmp_path, "log", "acme")
    assert find_draft(tmp_path, "log", "acme") is None
    drop_draft(tmp_path, "log", "acme")


def test_only_its_owner_reads_it(tmp_path):
    keep_draft(tmp_path, Draft("log", "acme", NOW, {}))
    (path,) = folder(tmp_path).iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    keep_draft(tmp_path, Draft("log", "acme", NOW, {"note": "x"}))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_all_of_them_the_oldest_first(tmp_path):
    kept = [
        Draft("log", "zeta", NOW, {}),
        Draft("add", "Acme GmbH", NOW + timedelta(hours=1), {"title": "x"}),
        Draft("log", "acme", NOW + timedelta(hours=1), {}),
    ]
    for draft in reversed(kept):
        keep_draft(tmp_path, draft)
    (folder(tmp_path) / "readme.txt").write_text("not a draft")
    assert drafts(tmp_path) == kept
    assert drafts(tmp_path / "nowhere") == []


# The names differ, their slugs don't; and some are no names of files.
NAMES = ("Acme", "acme", "ACME!", "", "../../x", "con", "a/b", "x" * 300, *HOSTILE)


def test_names_never_share_a_draft_nor_leave_the_folder(tmp_path):
    for name in NAMES:
        keep_draft(tmp_path, Draft("add", name, NOW, {"title": name}))
    assert {draft.name for draft in drafts(tmp_path)} == set(NAMES)
    assert len(list(folder(tmp_path).iterdir())) == len(set(NAMES))
    assert [path.name for path in tmp_path.iterdir()] == [".salescli"]


@given(st.dictionaries(st.text(st.characters()), st.text(st.characters()), max_size=4))
def test_answers_come_back_as_they_were(tmp_path_factory, answers):
    root = tmp_path_factory.getbasetemp()
    keep_draft(root, Draft("log", "acme", NOW, answers))
    assert find_draft(root, "log", "acme").answers == answers


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "{}", "1", "null", '{"answers": {}}', '{"answers": 1, "at": "x"}'),
        '{"command": "log", "name": "acme", "at": "soon", "answers": {}}',
        '{"command": "log", "name": "acme", "at": "0001-01-01T00:00:00", "answers": {}}',
        '{"command": "log", "name": "acme", "at": "2026-11-21", "answers": []}',
        '{"command": "log", "name": "acme", "at": "0001-01-01T00:00:00+14:00", "answers": {}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_draft_is_passed_over(tmp_path, text):
    keep_draft(tmp_path, Draft("log", "acme", NOW, {}))
    (path,) = folder(tmp_path).iterdir()
    path.write_text(text)
    assert find_draft(tmp_path, "log", "acme") is None
    assert drafts(tmp_path) == []


def test_a_folder_or_a_dead_link_in_its_place_is_passed_over(tmp_path):
    folder(tmp_path).mkdir(parents=True)
    (folder(tmp_path) / "x.json").mkdir()
    (folder(tmp_path) / "y.json").symlink_to(tmp_path / "nowhere")
    assert drafts(tmp_path) == []


def test_a_draft_that_can_t_be_kept_is_an_error_with_its_reason(tmp_path):
    folder(tmp_path).parent.mkdir()
    folder(tmp_path).write_text("in the way")
    with pytest.raises(SalescliError) as caught:
        keep_draft(tmp_path, Draft("log", "acme", NOW, {}))
    assert "its folder is not a folder" in caught.value.message


def test_a_draft_is_never_written_outside_the_book(tmp_path):
    book = tmp_path / "book"
    book.mkdir()
    (tmp_path / "drafts").mkdir()
    folder(book).parent.mkdir()
    folder(book).symlink_to(tmp_path / "drafts")
    with pytest.raises(SalescliError):
        keep_draft(book, Draft("log", "acme", NOW, {"note": "x"}))
    assert all(path.stat().st_size == 0 for path in (tmp_path / "drafts").iterdir())


def test_the_command_that_resumes_is_quoted():
    assert Draft("add", "O'Hara & Co", NOW, {}).resume == """salescli add 'O'"'"'Hara & Co'"""
    assert Draft("log", "acme", NOW, {}).resume == "salescli log acme"
