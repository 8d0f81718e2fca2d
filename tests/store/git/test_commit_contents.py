"""Contents are committed that their files no longer hold; the files are left alone."""

from __future__ import annotations

import subprocess

import pytest

from salescli.store.git.commit_contents import commit_contents
from salescli.store.git.commit_result import CommitResult

DONE = CommitResult(done=True)


def git(folder, *words) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.mark.parametrize("kind", ["sha1", "sha256"])
@pytest.mark.parametrize("below", ["", "sales"])
def test_new_changed_deleted_and_unchanged_files(tmp_path, kind, below):
    git(tmp_path, "init", "-q", f"--object-format={kind}")
    book = tmp_path / below
    book.mkdir(exist_ok=True)
    (book / "a").write_text("later")
    assert commit_contents(book, {"a": b"1", "b": b"1"}, "first") == DONE
    assert git(book, "show", "HEAD:./a", "HEAD:./b") == "11"
    (book / "run").write_text("")
    (book / "run").chmod(0o755)
    git(book, "add", "run")
    git(book, "commit", "-qm", "other")
    assert commit_contents(book, {"a": b"2", "b": None, "c": b"3", "run": b"4"}, "more") == DONE
    listed = git(book, "ls-tree", "--name-only", "HEAD").split()
    assert listed == ["a", "c", "run"]
    assert git(book, "ls-tree", "HEAD", "run").startswith("100755")
    assert git(book, "diff", "--cached", "--name-only") == ""
    head = git(book, "rev-parse", "HEAD")
    assert commit_contents(book, {"a": b"2", "b": None}, "again") == DONE
    assert git(book, "rev-parse", "HEAD") == head
    assert (book / "a").read_text() == "later"


def test_a_commit_whose_tree_is_missing_is_no_reason_to_leave_out_the_other_files(tmp_path):
    git(tmp_path, "init", "-q")
    (tmp_path / "a").write_text("1")
    git(tmp_path, "add", "a")
    git(tmp_path, "commit", "-qm", "1")
    tree = git(tmp_path, "rev-parse", "HEAD^{tree}").strip()
    (tmp_path / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    head = git(tmp_path, "rev-parse", "HEAD")
    assert not commit_contents(tmp_path, {"b": b"2"}, "2").done
    assert git(tmp_path, "rev-parse", "HEAD") == head
