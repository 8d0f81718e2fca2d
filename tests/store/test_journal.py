"""What a journal holds is read back as it was written, or not at all."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from salescli.errors import SalescliError
from salescli.store.journal.journal import FileUpdate, Journal, journal_at, journal_parts
from salescli.store.journal.merge_plan import Merge

CHANGES = (
    FileUpdate("deals/größer.toml", None, b"title = 1\n"),
    FileUpdate("deals/acme.toml", b"", b"\n" * 9, executable=True),
    FileUpdate("deals/gone.toml", b"x\xff", None),
)
MERGE = Merge("a" * 40, "b" * 40, "", "Merged", ("100644 0 deals/acme.toml",))
JOURNALS = (Journal(CHANGES, "acme: changed", head="c" * 40), Journal((), merge=MERGE))


def written(tmp_path, data: bytes):
    path = tmp_path / "journal"
    path.write_bytes(data)
    path.chmod(0o600)
    return path


@pytest.mark.parametrize("journal", JOURNALS)
def test_it_says_what_was_written(tmp_path, journal):
    assert journal_at(written(tmp_path, b"".join(journal_parts(journal)))) == journal


def test_one_of_an_earlier_version_is_read_too(tmp_path):
    """A commit may be owed for as long as git doesn't know who somebody is."""
    head, *contents = journal_parts(JOURNALS[0])
    table = json.loads(head)
    del table["size"], table["check"]
    whole = b"".join(contents)
    table |= {"version": 1, "sha256": sha256(whole).hexdigest()}
    path = written(tmp_path, json.dumps(table).encode() + b"\n" + whole)
    assert journal_at(path) == JOURNALS[0]
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(SalescliError):
        journal_at(path)


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: data + b"\0"])
def test_what_is_cut_or_longer_is_refused(tmp_path, spoil):
    data = b"".join(journal_parts(JOURNALS[0]))
    with pytest.raises(SalescliError, match="can't be read"):
        journal_at(written(tmp_path, spoil(data)))


def test_not_a_bit_of_it_may_be_another(tmp_path):
    head, *contents = journal_parts(JOURNALS[0])
    whole = b"".join(contents)
    for place in range(len(whole)):
        for bit in (1, 128):
            other = whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]
            with pytest.raises(SalescliError):
                journal_at(written(tmp_path, head + other))
