"""The way out: pipes, JSON, messages, and streams that fail."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.hostile import ANY_TEXT, HOSTILE
from support.table import each

from salescli.views.render.document import Column, Table, TextLine
from salescli.views.render.json_text import json_text
from salescli.views.render.output import emit, emit_file, emit_json, fail, progress, warn

EMIT = """
from salescli.views.render.document import *
from salescli.views.render.output import emit, emit_json, fail, warn
"""


def run(code: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **settings}
    command = [sys.executable, "-c", EMIT + code]
    return subprocess.run(command, capture_output=True, check=False, env=environment)


def test_a_pipe_gets_plain_lines(capsys):
    emit((TextLine(("one",)), Table((Column(), Column()), (("a", "word " * 30),))))
    assert capsys.readouterr().out == "one\na  " + ("word " * 30).rstrip() + "\n"


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_of_a_terminal_and_nothing_elsewhere(capsys, monkeypatch):
    progress("1 of 2")
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys, "stderr", screen := _Screen())
    progress("1 of 2\x1b[2J")
    progress("")
    assert screen.getvalue() == "\r\x1b[K1 of 2\\x1b[2J\r\x1b[K"


def test_a_text_goes_out_as_it_is(capsysbinary):
    emit_file("a,b\r\n")
    assert capsysbinary.readouterr().out == b"a,b\r\n"


def test_a_terminal_does_not_obey_what_stands_in_a_file(monkeypatch):
    monkeypatch.setattr(sys, "stdout", screen := _Screen())
    emit_file("a,\x1b]0;t\x07\r\n\u202eb,\x9b2J\rc\r\n")
    assert screen.getvalue() == "a,\\x1b]0;t\\x07\n\\u202eb,\\x9b2J\\x0dc\n"


def test_an_empty_document_is_silence(capsys):
    emit(())
    assert capsys.readouterr().out == ""


@each(
    "value, text",
    [
        (None, "null"),
        (True, "true"),
        (7, "7"),
        (0.5, "0.5"),
        (float("nan"), "null"),
        (Decimal(48000), "48000"),
        (Decimal("48000.50"), "48000.50"),
        (Decimal("1E+1000000"), "1E+1000000"),
        (Decimal("-Infinity"), "null"),
        (Decimal("0.1000000000000000055511151231257827"), "0.1000000000000000055511151231257827"),
        (date(2026, 11, 24), '"2026-11-24"'),
        (datetime(2026, 11, 24, 10, tzinfo=UTC), '"2026-11-24T10:00:00+00:00"'),
        ('日本 \\ "', '"日本 \\\\ \\""'),
        ("\x1b\x7f\x9b", '"\\u001b\\u007f\\u009b"'),
        ("\u202e\ud800\U000e0061", '"\\u202e\\ud800\\udb40\\udc61"'),
        ([], "[]"),
        ({}, "{}"),
        ((1, {"a": []}), '[\n  1,\n  {\n    "a": []\n  }\n]'),
    ],
)
def test_json_text(value, text):
    assert json_text(value) == text


def test_what_json_cannot_say_is_an_error():
    with pytest.raises(TypeError, match="object has no form in JSON"):
        json_text({"a": object()})


payloads = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(payloads, st.booleans())
def test_json_comes_back_and_steers_nothing(payload, ascii_only):
    text = json_text(payload, ascii_only)
    text.encode("ascii" if ascii_only else "utf-8")
    assert not [char for char in text if char != "\n" and (char < " " or "\x7f" <= char <= "\x9f")]
    # Two surrogates that happen to stand side by side are one character to every JSON parser.
    assert json.loads(text) == json.loads(json.dumps(payload))


@settings(deadline=None)
@given(payloads)
def test_json_is_laid_out_as_the_standard_library_does(payload):
    assert json_text(payload, ascii_only=True) == json.dumps(payload, indent=2)


def test_emit_json_ends_with_one_newline(capsys):
    emit_json({"version": 1, "deals": ["é"]})
    assert capsys.readouterr().out == '{\n  "version": 1,\n  "deals": [\n    "é"\n  ]\n}\n'


@pytest.mark.parametrize("text", HOSTILE)
def test_warnings_and_errors_are_harmless(capsys, text):
    warn(text)
    fail(f"{text}\n  second line")
    first, *_, last = (shown := capsys.readouterr()).err.splitlines()
    assert shown.out == ""
    assert first.startswith("warning: ")
    assert last == "  second line"
    assert "\x1b" not in shown.err
    assert "\u202e" not in shown.err


def test_a_reader_that_leaves_is_no_error():
    command = [
        sys.executable,
        "-c",
        EMIT + 'emit((TextLine(("word " * 100_000,)),))\nprint("more")',
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk full at will")
def test_a_full_disk_is_said_in_one_line():
    code = EMIT + 'emit_json({"a": 1})'
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: the output could not be written: No space left")
    assert done.stderr.count(b"\n") == 1


def test_a_closed_output_is_no_error():
    code = f"{EMIT}emit((TextLine(('x',)),)); emit_json({{}}); fail('x')"
    shell = ["sh", "-c", 'exec "$0" -c "$1" >&- 2>&-', sys.executable, code]
    assert subprocess.run(shell, check=False).returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_no_encoding_stops_it(encoding):
    code = (
        'emit((TextLine(("日é\\ud800",)),)); emit_json({"a": "日é"}); warn("日é"); fail("é\\udce9")'
    )
    done = run(code, PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    shown = done.stdout.decode(encoding)
    assert shown.startswith("\\u65e5")
    assert json.loads(shown[shown.index("{") :]) == {"a": "日é"}
    assert done.stderr.decode(encoding).splitlines()[0].startswith("warning: \\u65e5")


def test_a_stream_without_an_encoding_is_fine(monkeypatch):
    monkeypatch.setattr(sys, "stdout", out := io.StringIO())
    emit_json({})
    emit((TextLine(("x",)),))
    assert out.getvalue() == "{}\nx\n"
