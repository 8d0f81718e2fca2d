"""Mutations: a sound input made odd, as a seeded random generator has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

LARGEST = 64 * 1024  # bytes of an input; size by itself has tests of its own

# What TOML, git, a terminal or a calendar may stumble over.
TOKENS = (
    *(b'"', b"'", b'"""', b"'''", b"\\", b"\\u", b"\\U0011ffff", b"\\ud800", b"\\x1b", b"#", b"="),
    *(b"[", b"]", b"[[", b"]]", b"{", b"}", b",", b".", b"\n", b"\r\n", b"\r", b"\t", b"\0", b" "),
    *(b"[[log]]\n", b"[log.next]\n", b"[people.dana]\n", b"[[step]]\n", b"[[step.outcome]]\n"),
    *(b"<<<<<<< ours\n", b"=======\n", b">>>>>>> theirs\n", b"||||||| base\n", b"[custom]\n"),
    *(b"nan", b"-inf", b"1e999", b"0x7fffffffffffffff", b"-0", b"1_000", b"0.1e-400", b"9" * 40),
    *(b"0001-01-01", b"9999-12-31", b"9999-12-31T23:59:59-23:59", b"0001-01-01T00:00:00+23:59"),
    *(b"2026-02-30", b"24:00:00", b"1979-05-27T07:32:60Z", b"2026-11-24T10:00", b"00:00:00.5"),
    *(b"true", b"false", b"{}", b"[]", b"[[]]", b'""', b"9999bd", b'"0d"', b'"9999w"', b"m"),
    *(b"\x1b[2J", b"\x1b]0;t\x07", b"\xc2\x9b", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xcc\x81" * 20),
    *(b"\xef\xbb\xbf", b"\xff", b"\xed\xa0\x80", b"\xf0\x9f\x91\xa9", b"$(id)", b"`id`", b"%s%n{}"),
    *(b"../../x", b"--won", b"-rf", b"con", b"a.b", b'"a\\nb"', b"log", b"on", b"process", b"next"),
)
DATES = (
    *(b"mon", b"tue", b"wed", b"fri", b"sunday", b"next ", b"in ", b"end of ", b"eow", b"eoq"),
    *(b"d", b"w", b"bd", b"m", b" months", b" business days", b"a ", b"at ", b"pm", b"am", b"noon"),
    *(b"0", b"00", b"1", b"12", b"29", b"31", b"99", b"9999", b"0000", b"2026", b"-", b"/", b"."),
    *(
        b":",
        b" ",
        b"T",
        b"Z",
        b"+01:00",
        b"jan",
        b"feb ",
        b"nov",
        b"december",
        b"today",
        b"tomorrow",
    ),
    *(
        b"\xd9\xa3",
        b"\xc2\xb2",
        b"\xe2\x80\xae",
        b"\xc4\xb0",
        b"\xef\xac\x81",
        b"\n",
        b"\0",
        b"week",
    ),
)

# Values that TOML takes, and lines, so that most inputs get beyond its parser.
VALUES = (
    *(
        b"nan",
        b"-inf",
        b"1e999",
        b"-1",
        b"0",
        b"1",
        b"3",
        b"999_999_999_999_999",
        b"1e-400",
        b"0x1f",
    ),
    *(b"0001-01-01", b"9999-12-31", b"9999-12-31T23:59:59-23:59", b"0001-01-01T00:00:00+23:59"),
    *(
        b"2026-11-24",
        b"2026-11-20T10:00:00",
        b"2030-01-01T00:00:00Z",
        b"00:00:00.5",
        b"true",
        b"false",
    ),
    *(b"{}", b"[]", b"[[]]", b'[""]', b'""', b'"9999bd"', b'"9999w"', b'"1m"', b'"x"', b"[1, 2]"),
    *(
        b'"\\u001b[2J"',
        b'"a\\r\\nb"',
        b'"\\u202e"',
        b'"\\u0000"',
        b'"../../x"',
        b'"--won"',
        b'"[b]"',
    ),
    *(b'"line"', b'"free"', b'"discovery"', b'["discovery", "proposal", "discovery"]', b'["dana"]'),
    *(b'"call"', b'"open"', b'"close"', b'"reopen"', b'"skip"', b'"change"', b'"import"', b'"won"'),
    *(
        b"{ a = { b = 1 } }",
        b"{ from = 5, to = 1 }",
        b'"' + b"\xcc\x81" * 20 + b'"',
        b'"%s{0}$(id)"',
    ),
)
LINES = (
    *(b"[[log]]", b"[log.next]", b"[log.change]", b"[people.dana]", b'[people."a b"]', b"[custom]"),
    *(
        b"[[step]]",
        b"[[step.outcome]]",
        b"[[stage]]",
        b"[ask]",
        b"[fits]",
        b"[calendar]",
        b"[check]",
    ),
    *(
        b'kind = "close"',
        b'kind = "call"',
        b'result = "won"',
        b"agreed = true",
        b"required = false",
    ),
    *(b"at = 2026-11-20T10:00:00Z", b"on = 2026-11-25", b'steps = ["discovery"]', b"times = 3"),
    *(b"revision = 2", b"close = 2026-01-01", b'value = ["1", "2"]', b'after = ["discovery"]'),
    *(
        b'leads_to = ["discovery"]',
        b'never_with = ["demo"]',
        b'within = "1bd"',
        b'id = "discovery"',
    ),
)

Seeds = Sequence[bytes]
_VALUE = re.compile(rb"(?m)(?<== )[^\n]*")


def mutated(seeds: Seeds, tokens: Seeds, rng: Random) -> bytes:
    """One of the seeds, with one mutation or some."""
    data = rng.choice(seeds)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        data = rng.choice(MUTATIONS)(data, tokens, rng)[:LARGEST]
    return data


def _span(data: bytes, rng: Random) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, start + rng.choice((1, 2, 4, 16, 64, 512))


def _flip(data: bytes, _: Seeds, rng: Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]


def _insert(data: bytes, tokens: Seeds, rng: Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(tokens) + data[at:]


def _drop(data: bytes, _: Seeds, rng: Random) -> bytes:
    start, end = _span(data, rng)
    return data[:start] + data[end:]


def _cut(data: bytes, _: Seeds, rng: Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _repeat(data: bytes, _: Seeds, rng: Random) -> bytes:
    start, end = _span(data, rng)
    return data[:start] + data[start:end] * rng.choice((2, 3, 10, 200)) + data[end:]


def _put(data: bytes, tokens: Seeds, rng: Random) -> bytes:
    """Another value for some key."""
    values = list(_VALUE.finditer(data))
    if not values:
        return data + rng.choice(tokens)
    one, tokens = rng.choice(values), VALUES if rng.random() < 0.9 else tokens
    return data[: one.start()] + rng.choice(tokens) + data[one.end() :]


def _swap(data: bytes, _: Seeds, rng: Random) -> bytes:
    lines = data.split(b"\n")
    first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


def _copy_line(data: bytes, _: Seeds, rng: Random) -> bytes:
    lines = data.split(b"\n")
    lines.insert(rng.randrange(len(lines)), rng.choice(lines))
    return b"\n".join(lines)


def _drop_line(data: bytes, _: Seeds, rng: Random) -> bytes:
    lines = data.split(b"\n")
    del lines[rng.randrange(len(lines))]
    return b"\n".join(lines)


def _add_line(data: bytes, _: Seeds, rng: Random) -> bytes:
    lines = data.split(b"\n")
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(LINES))
    return b"\n".join(lines)


def _move(data: bytes, _: Seeds, rng: Random) -> bytes:
    start, end = _span(data, rng)
    rest = data[:start] + data[end:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


MUTATIONS: tuple[Callable[[bytes, Seeds, Random], bytes], ...] = (
    *(_flip, _insert, _insert, _drop, _cut, _repeat, _move),
    *(_put, _put, _put, _put, _put, _swap, _copy_line, _drop_line, _add_line, _add_line, _add_line),
)
