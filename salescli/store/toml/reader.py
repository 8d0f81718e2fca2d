"""Read TOML from disk; what is wrong in it is reported with its place and a plain reason."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager, nullcontext
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from salescli.errors import SalescliError
from salescli.store.files.read import read_file, why_unread
from salescli.text.lazy_re import lazy_re

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import tomli

# A number beyond these is none that a deal can hold, and takes its time to be shown.
_BITS = 256  # of a whole number
_POWER = 100  # of ten, of a decimal
_DIGITS = 20_000  # of a whole number that is still read, to be named as out of range
# At least so long is a number of so many bits.
_LONG_NUMBER = lazy_re(r"[0-9]x?[0-9A-Fa-f_]{58}")
_RUN = b"0" * 58  # what its digits are as `_AS_DIGITS` has them
_AS_DIGITS = bytes(0x30 if chr(byte) in "0123456789ABCDEFabcdef_" else 0 for byte in range(256))

_DEEPEST = 100  # lists and tables within each other; more are none that a deal has
_BRACKETS = 250  # so deep may lists and tables be for the quicker parser, whose stack has an end

_CONFLICT = r"(?m:^(?:<{7}|={7}|>{7})(?: [^\n]*)?\r?$)"
_FAR_NUMBER = r"[0-9][0-9_]{999}"

_PLAIN = {
    "Cannot overwrite a value": "this key was given a value before",
    "Cannot declare": "this table was declared before",
    "Cannot mutate": "this table was declared before, in one line",
    "Duplicate inline table key": "this key was given a value before",
    "Invalid value": "the value is neither text in quotes, a number, a date, true nor false",
    "Invalid date": "there is no such date or time",
    "Invalid statement": "this is neither a key with a value nor a [table]",
    "Illegal character '\\n'": "the text in quotes is not closed on its line",
    "Unescaped '\\'": "a backslash inside quotes must be written twice",
    "Unterminated string": "the text is not closed with its quotes",
    "Unclosed array": "the list is not closed with ]",
    "Expected '=' after a key": "the key has no = and value after it",
    "Expected newline": "the line should end here: text needs quotes, a date has to exist",
}


class _Fault(NamedTuple):
    """What is wrong in a text, and where: line and column count from 1."""

    reason: str
    line: int = 1
    column: int = 1
    conflict: bool = False


class TomlError(SalescliError):
    """A file that can't be read as TOML: `path`, `line`, `column`, `reason`, `conflict`."""

    def __init__(self, path: str, fault: _Fault, *, fix: str = "") -> None:
        self.path = path
        self.reason, self.line, self.column, self.conflict = fault
        place = f"{path}:{self.line}" if path else f"line {self.line}"
        if fix:
            place = path
        elif self.conflict:
            fix = f"open {path or 'it'}, keep what is right of both versions, delete the marks"
        else:
            fix = f"open {path or 'it'} in an editor and correct line {self.line}"
        super().__init__(f"{place}: {self.reason}", fix=fix)


def read_toml(path: Path | str) -> tuple[dict[str, Any], str]:
    """Return the content of a TOML file and its text (see `read_toml_text`).

    Raises TomlError, also for what is not valid TOML.
    """
    text = read_toml_text(path)
    return parse_toml(text, path), text


def read_toml_text(path: Path | str) -> str:
    """Return the text of a TOML file, without byte-order mark; line ends are as they are on disk.

    Raises TomlError for what is not a regular file of at most LARGEST bytes, or can't be read.
    """
    try:
        data = read_file(path)
    except OSError as error:
        raise _unreadable(path, why_unread(error)) from error
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise TomlError(os.fspath(path), _bad_byte(data, error.start)) from None
    return text.removeprefix("\ufeff")


def parse_toml(text: str, path: Path | str = "") -> dict[str, Any]:
    """Return the content of a TOML text; `path` is only for the message. Raises TomlError.

    A text in which git left both sides of a conflict is refused even where it happens to parse:
    inside a note, the marks would pass as part of it.
    """
    content = _parsed(text, path)
    if "<" in text and "<<<<<<<" in text and (line := _whole_conflict(text)):
        raise TomlError(os.fspath(path), _conflict_at(line))
    return content


def is_toml(text: str) -> bool:
    """Return whether a text can be read as TOML."""
    try:
        parse_toml(text.removeprefix("\ufeff"))
    except TomlError:
        return False
    return True


def _parsed(text: str, path: Path | str) -> dict[str, Any]:
    content = None if _has_long_number(text) else _parsed_quickly(text)
    if content is None:
        return _parsed_by_place(text, path)
    if text.count(".") + text.count("[") > _DEEPEST:
        try:
            _check_depth(content)
        except RecursionError as error:
            raise TomlError(os.fspath(path), _out_of_bounds(text, error)) from None
    return content


def _parsed_quickly(text: str) -> dict[str, Any] | None:
    """Return the content of a text; None where the other parser has to say what is wrong with it.

    It takes a seventh of the time, and says the same of all that it takes but a byte-order mark.
    """
    import toml_rs

    closed = 2 * text.count("[[log]]")  # what they open they close
    if text.startswith("\ufeff") or text.count("[") + text.count("{") - closed > _BRACKETS:
        return None
    try:
        return toml_rs.loads(text, parse_float=_decimal)
    except Exception:  # noqa: BLE001 - whatever it raises, the other one says where and why
        return None


def _parsed_by_place(text: str, path: Path | str) -> dict[str, Any]:
    """Return the content of a text, or say where it is wrong. Raises TomlError."""
    import tomli

    has_long = _has_long_number(text)
    try:
        with _long_numbers() if has_long else nullcontext():
            content = tomli.loads(text, parse_float=_decimal)
            if text.count(".") + text.count("[") > _DEEPEST:
                _check_depth(content)
            return _in_range(content) if has_long else content
    except tomli.TOMLDecodeError as error:
        raise TomlError(os.fspath(path), _fault(text, error)) from None
    except Exception as error:  # noqa: BLE001 - whatever it raises, the file is at fault
        raise TomlError(os.fspath(path), _out_of_bounds(text, error)) from None


def _has_long_number(text: str) -> bool:
    """Return whether a number may be out of range; of most texts a look at their bytes says no."""
    runs = text.encode("utf-8", "surrogatepass").translate(_AS_DIGITS)
    return _RUN in runs and bool(_LONG_NUMBER.search(text))


def _decimal(text: str) -> Decimal:
    """Return a decimal; infinite where nobody could mean it (see `_in_range`)."""
    try:
        value = Decimal(text)
    except ArithmeticError:
        return Decimal("Infinity")
    far = value.is_finite() and bool(value) and abs(value.adjusted()) > _POWER
    return Decimal("Infinity").copy_sign(value) if far else value


@contextmanager
def _long_numbers() -> Iterator[None]:
    """Let whole numbers have more digits than Python reads by itself, to say which one it is."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(_DIGITS)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(before)


def _in_range(value: Any) -> Any:
    """Return a value with an infinite decimal for each number in it that is out of range.

    Every reader refuses that one, on its line; Python would not even write the number.
    """
    if type(value) is int and value.bit_length() > _BITS:
        return Decimal("Infinity") if value > 0 else Decimal("-Infinity")
    if type(value) is dict:
        return {key: _in_range(item) for key, item in value.items()}
    return [_in_range(item) for item in value] if type(value) is list else value


def _check_depth(content: dict[str, Any]) -> None:
    """Raise RecursionError where lists or tables are nested too deeply for what follows them."""
    level: list[Any] = [content]
    for _ in range(_DEEPEST):
        inner = (one.values() if type(one) is dict else one for one in level)
        level = [item for items in inner for item in items if type(item) in (dict, list)]
        if not level:
            return
    raise RecursionError


def _unreadable(path: Path | str, reason: str) -> TomlError:
    from salescli.text.shell_quoting import word

    name = os.fspath(path)
    return TomlError(name, _Fault(reason), fix=f"check it: ls -l {word(name)}")


def _bad_byte(data: bytes, start: int) -> _Fault:
    line_start = data.rfind(b"\n", 0, start) + 1
    return _Fault(
        f"the byte 0x{data[start]:02x} is not UTF-8: save the file in that encoding",
        data.count(b"\n", 0, start) + 1,
        len(data[line_start:start].decode()) + 1,
    )


def _fault(text: str, error: tomli.TOMLDecodeError) -> _Fault:
    marks = list(_marks(text))
    sides = any(mark in "<>" for _, mark in marks)
    if marks and (sides or any(line == error.lineno for line, _ in marks)):
        return _conflict_at(marks[0][0])
    reason = next(
        (plain for known, plain in _PLAIN.items() if error.msg.startswith(known)),
        error.msg[:1].lower() + error.msg[1:],
    )
    if error.pos >= len(error.doc.rstrip()) and error.msg.startswith(("Un", "Invalid value")):
        return _Fault(*_never_closed(text, reason))
    return _Fault(reason, error.lineno, error.colno)


def _marks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that look like conflict marks, each with the character it is made of."""
    line, pos = 1, 0
    for match in re.finditer(_CONFLICT, text):
        line += text.count("\n", pos, match.start())
        pos = match.start()
        yield line, match[0][0]


def _never_closed(text: str, reason: str) -> tuple[str, int]:
    """Return the reason and line of what swallows all that follows: the last key's text or list."""
    from salescli.store.toml.positions import key_positions

    positions = key_positions(text)
    if text.rstrip().endswith((",", "[")):
        reason = _PLAIN["Unclosed array"]
    return reason, max((positions[key] for key in positions if isinstance(key[-1], str)), default=1)


def _out_of_bounds(text: str, error: Exception) -> _Fault:
    """Return the fault where the parser gave no place: too deep, or too large a number."""
    if isinstance(error, RecursionError):
        from salescli.store.toml.positions import line_of_deepest

        return _Fault("lists or tables are nested too deeply", line_of_deepest(text))
    match = re.search(_FAR_NUMBER, text)
    if match and isinstance(error, ValueError):
        return _Fault("a number is too large", _line(text, match.start()))
    return _Fault("it could not be read as TOML")


def _conflict_at(line: int) -> _Fault:
    return _Fault("git left both versions of a conflict here", line, conflict=True)


def _whole_conflict(text: str) -> int:
    """Return the line of the first `<<<<<<<` that a `=======` and a `>>>>>>>` follow, or 0."""
    wanted, start = "<", 0
    for match in re.finditer(_CONFLICT, text):
        if match[0][0] == wanted:
            if wanted == ">":
                return _line(text, start)
            start = match.start() if wanted == "<" else start
            wanted = {"<": "=", "=": ">"}[wanted]
    return 0


def _line(text: str, pos: int) -> int:
    return text.count("\n", 0, pos) + 1
