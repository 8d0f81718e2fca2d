"""read_toml and parse_toml: sound files as they are, bad ones with place and plain reason."""

from __future__ import annotations

import os
import socket
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.table import each

from salescli.errors import SalescliError
from salescli.store.files.read import LARGEST
from salescli.store.toml import reader
from salescli.store.toml.reader import TomlError, parse_toml, read_toml


def refused(path) -> TomlError:
    with pytest.raises(TomlError) as caught:
        read_toml(path)
    assert caught.value.fix
    assert caught.value.path == str(path)
    assert caught.value.line >= 1
    assert caught.value.column >= 1
    return caught.value


def test_reads_values_and_text(tmp_path):
    path = tmp_path / "a.toml"
    text = 'value = 48000.10\nclose = 2027-01-29\nat = 2026-11-24T14:30\ntitle = "é"\n'
    path.write_text(text, encoding="utf-8")
    content, read = read_toml(path)
    assert content == {
        "value": Decimal("48000.10"),
        "close": date(2027, 1, 29),
        "at": datetime(2026, 11, 24, 14, 30),
        "title": "é",
    }
    assert type(content["value"]) is Decimal
    assert read == text
    assert read_toml(str(path)) == (content, text)


def test_byte_order_mark_and_line_ends(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b'\xef\xbb\xbfa = 1\r\nb = """\r\nx"""\r\n')
    assert read_toml(path) == ({"a": 1, "b": "x"}, 'a = 1\r\nb = """\r\nx"""\r\n')


def test_follows_a_link_to_a_file(tmp_path):
    (tmp_path / "a.toml").write_bytes(b"a = 1\n")
    (tmp_path / "b.toml").symlink_to("a.toml")
    assert read_toml(tmp_path / "b.toml")[0] == {"a": 1}


FAULTS = {
    "twice": ("a = 1\nb = 2\na = 3\n", 3, "this key was given a value before"),
    "table twice": ("[a]\n[b]\n[a]\n", 3, "this table was declared before"),
    "no quotes": ("a = 1\nb = soon\n", 2, "the value is neither text in quotes"),
    "text not closed": ('a = 1\nb = "soon\nc = 2\n', 2, "the text in quotes is not closed"),
    "note not closed": ('a = 1\nb = """\nsoon\n\nc = 2\n\n', 2, "the text is not closed"),
    "list not closed": ("a = 1\nb = [1,\n2,\n", 2, "the list is not closed with ]"),
    "no value": ("a = 1\nb\n", 2, "the key has no = and value after it"),
    "no key": ("a = 1\n\n= 2\n", 3, "this is neither a key with a value nor a [table]"),
    "no such date": ("a = 1\nb = 2026-02-30\n", 2, "there is no such date"),
    "no such month": ("a = 1\nb = 2026-13-01\n", 2, "the line should end here"),
    "backslash": ('a = 1\nb = "C:\\program"\n', 2, "a backslash inside quotes"),
    "two on a line": ("a = 1 b = 2\n", 1, "the line should end here"),
    "deep list": ("a = 1\nb = " + "[" * 9999 + "\n", 2, "lists or tables are nested too deeply"),
    "deep key": ("a = 1\n" + ".".join("b" * 5000) + " = 1\n", 2, "lists or tables are nested"),
    "deep table": (f"a = 1\n[{'.'.join('b' * 101)}]\n", 2, "lists or tables are nested too deeply"),
    "deep lists in tables": (
        f"a = 1\n[{'.'.join('b' * 60)}]\nc = {'[' * 60}1{']' * 60}\n",
        3,
        "lists or tables are nested too deeply",
    ),
    "long number": ("a = 1\nb = " + "7" * 50_000 + "\n", 2, "a number is too large"),
    "control character": ('a = "\x00"\n', 1, "illegal character"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_have_line_and_reason(tmp_path, name):
    text, line, reason = FAULTS[name]
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    error = refused(path)
    assert (error.line, error.conflict) == (line, False)
    assert error.reason.startswith(reason)
    assert error.message == f"{path}:{line}: {error.reason}"
    assert str(line) in error.fix
    with pytest.raises(TomlError) as caught:
        parse_toml(text)
    assert caught.value.message == f"line {line}: {error.reason}"


@each("name", FAULTS)
def test_faults_have_the_same_line_with_crlf(name):
    text, line, _ = FAULTS[name]
    with pytest.raises(TomlError) as caught:
        parse_toml(text.replace("\n", "\r\n"))
    assert caught.value.line == line


def test_column():
    with pytest.raises(TomlError) as caught:
        parse_toml("a = 1\nbc = soon\n")
    assert caught.value.column == 6


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"a = 1\nb = '\xc3\xa9\xff'\n", 2, 7),
        (b"\xff\xfea\x00", 1, 1),
        (b"a = 1\n\xc3", 2, 1),
    ],
)
def test_bytes_that_are_no_text(tmp_path, data, line, column):
    path = tmp_path / "a.toml"
    path.write_bytes(data)
    error = refused(path)
    assert (error.line, error.column) == (line, column)
    assert "is not UTF-8" in error.reason


CONFLICTS = {
    "whole": ("a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> theirs\n", 2),
    "with the base": ("<<<<<<< A\nb = 1\n||||||| x\nb = 0\n=======\nb = 2\n>>>>>>> B\n", 1),
    "inside a note": ('a = """\nx\n<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> B\n"""\n', 3),
    "out of a note": ('a = """\n<<<<<<< HEAD\ny\n"""\n=======\nz\n"""\n>>>>>>> B\n', 2),
    "half removed": ("a = 1\nb = 1\n=======\nb = 2\n>>>>>>> theirs\n", 3),
    "only the middle": ("a = 1\n\n=======\nb = 2\n", 3),
    "CRLF": ("a = 1\r\n<<<<<<< HEAD\r\nb = 1\r\n=======\r\nb = 2\r\n>>>>>>> x\r\n", 2),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_conflicts(name):
    text, line = CONFLICTS[name]
    with pytest.raises(TomlError) as caught:
        parse_toml(text, "deals/a.toml")
    assert (caught.value.conflict, caught.value.line) == (True, line)
    assert "both versions" in caught.value.reason
    assert "deals/a.toml" in caught.value.fix


@pytest.mark.parametrize(
    "text",
    [
        'a = """\nHeading\n=======\ntext\n"""\n',
        'a = """\n<<<<<<< said he\n"""\n',
        'a = """\n=======\n>>>>>>> x\n<<<<<<< y\n"""\n',
        'a = "<<<<<<< ======= >>>>>>>"\n',
        'a = """\n<<<<<<<<\n=======\n>>>>>>>>\n"""\n',
    ],
)
def test_no_conflict(text):
    assert parse_toml(text)["a"]


def test_a_line_of_equal_signs_is_not_blamed_for_another_fault():
    with pytest.raises(TomlError) as caught:
        parse_toml('a = """\nHeading\n=======\n"""\nb = soon\n')
    assert (caught.value.conflict, caught.value.line) == (False, 5)


def test_what_is_no_file_is_refused(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "null").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as writes:
        monkeypatch.chdir(tmp_path)  # the path of a socket has a small limit
        writes.bind("sock")
        assert refused(tmp_path / "sock").reason == "it is not a file"
    assert refused(tmp_path / "fifo").reason == "it is not a file"
    assert refused(tmp_path / "null").reason == "it is not a file"
    assert refused(tmp_path / "folder").reason == "it is a folder, not a file"
    assert "link" in refused(tmp_path / "loop").reason
    error = refused(tmp_path / "none.toml")
    assert error.reason == "there is no such file"
    assert error.message == f"{tmp_path / 'none.toml'}: there is no such file"
    assert isinstance(error, SalescliError)
    assert error.exit_code == 2


def test_no_permission(tmp_path, monkeypatch):
    def deny(path, *_args, **_more):
        raise PermissionError(13, "Permission denied", path)

    (tmp_path / "a.toml").write_bytes(b"")
    with monkeypatch.context() as patch:
        patch.setattr(reader.os, "open", deny)
        error = refused(tmp_path / "a.toml")
    assert error.reason == "you have no permission to read it"
    assert isinstance(error.__cause__, PermissionError)


def test_a_disk_that_fails_while_reading(tmp_path, monkeypatch):
    def fail(*_args):
        raise OSError(5, "Input/output error")

    (tmp_path / "a.toml").write_bytes(b"a = 1")
    with monkeypatch.context() as patch:
        patch.setattr(reader.os, "read", fail)
        error = refused(tmp_path / "a.toml")
    assert error.reason == "the disk reported an error"


def test_size(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b"#" * (LARGEST - 6) + b"\na = 1")
    assert read_toml(path)[0] == {"a": 1}
    path.write_bytes(b"#" * (LARGEST + 1))
    assert refused(path).reason == "it is larger than 8 MB"


@given(
    st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
)
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(data)
    line = 1
    try:
        content, text = read_toml(path)
    except TomlError as error:
        line = error.line
    else:
        assert isinstance(content, dict)
        assert text.encode() == data.removeprefix(b"\xef\xbb\xbf")
    assert 1 <= line <= data.count(b"\n") + 1


def test_imports_little():
    import subprocess
    import sys

    code = "import sys, salescli.store.toml\nprint(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    modules = set(loaded.stdout.split())
    assert not modules & {
        "tomli",
        "toml_rs",
        "tomlkit",
        "tomli_w",
        "subprocess",
        "shutil",
        "rich",
        "typer",
    }
