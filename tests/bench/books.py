"""Books to measure with: as many deals as wanted, the same ones for the same seed.

A deal is 3 to 4 KB long and has five to fifteen entries, with the notes, people and next steps of
a real one. Six in ten are open; their next steps lie around NOW, a few overdue, a few missing.
"""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

NOW = "2026-11-21T10:00:00+01:00"
SMALLEST, LARGEST = 3_000, 4_000  # bytes of a deal file

# Which processes a book's deals are held to, and how often.
MIX = {"small-business": 5, "mid-market": 2, "enterprise": 2, "account-management": 1}

_PROCESSES = Path(__file__).resolve().parents[2] / "processes"
_ENCOUNTERS = ("call", "call", "meeting", "meeting", "email", "visit", "message")
_FIRST = ("Nord", "Alpen", "Hansa", "Rhein", "Blue", "Iron", "Open", "Müller", "Vento", "Lumen")
_SECOND = ("Logistik", "Foods", "Werke", "Medical", "Energy", "Tools", "Freight", "Labs", "Textil")
_LEGAL = ("GmbH", "AG", "Ltd", "SA", "B.V.", "Inc")
_NAMES = ("Dana Reyes", "Bob Ross", "Jörg Kühn", "Mina Okafor", "Eva Lind", "Tom Vasquez")
_SENTENCES = (
    "Counts are off by 4 % every quarter, and nobody knows where the goods went.",
    "They have lived with the spreadsheet for six years; Dana built it and knows its limits.",
    "Budget is there until the end of the year, after that it goes back to the group.",
    "Asked who else must say yes: finance, and whoever runs the second site in Zürich.",
    "Two of the team use the tablet already, the others want to see it first.",
    'The price was not the topic. "What does it cost us to stay as we are?" was.',
    "Wants the export in their own format; sent the sample file over lunch.",
    "The old supplier's contract ends in March and has three months' notice.",
    "Hours saved, by their own figures: eleven a week at the first site alone.",
    "They will check with the works council whether the scanner log counts as monitoring.",
)


@dataclass(frozen=True)
class Template:
    """What a deal needs to know of its process: the required steps, roles, reasons for a loss."""

    name: str
    steps: tuple[tuple[str, tuple[str, ...]], ...]  # each with its outcomes
    roles: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass
class Entry:
    """A log entry on its way to text: its plain lines, the lines of its note, its next step."""

    lines: list[str]
    takes_note: bool = False
    note: list[str] = field(default_factory=list)
    following: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The entry as TOML."""
        lines = ["[[log]]", *self.lines]
        if self.note:
            lines += ['note = """', *self.note, '"""']
        if self.following:
            lines += ["", "[log.next]", *self.following]
        return "\n".join(lines) + "\n"


def write_book(folder: Path, deals: int, seed: int = 1) -> None:
    """Write a book of so many deals into a new folder; it is no git repository."""
    templates = {name: read_template(name) for name in MIX}
    (folder / "deals").mkdir(parents=True)
    (folder / "processes").mkdir()
    (folder / "salescli.toml").write_text('me = "ada"\ncurrency = "EUR"\n', encoding="utf-8")
    for name in templates:
        shutil.copy(_PROCESSES / f"{name}.toml", folder / "processes")
    for number in range(deals):
        handle, text = deal(number, templates, seed)
        file = folder / "deals" / f"{handle}.toml"
        file.write_text(text, encoding="utf-8")
        _age(file)


def _age(file: Path) -> None:
    """Let a file show that it was written some days ago, and put there now, as most are."""
    days = 3 + file.stat().st_size % 30
    written = file.stat().st_mtime - days * 86_400
    os.utime(file, (written, written))


def deal_to_log_on(book: Path) -> str:
    """The first open deal of the process `small-business`; empty where there is none."""
    for file in sorted((book / "deals").iterdir()):
        text = file.read_text(encoding="utf-8")
        if 'process = "small-business"' in text and 'kind = "close"' not in text:
            return file.stem
    return ""


def read_template(name: str) -> Template:
    """The template of a shipped process."""
    table = tomllib.loads((_PROCESSES / f"{name}.toml").read_text(encoding="utf-8"))
    required = [step for step in table["step"] if step.get("required", True)]
    return Template(
        name,
        tuple((step["id"], tuple(o["id"] for o in step["outcome"])) for step in required),
        tuple(dict.fromkeys(role for step in required for role in step.get("theirs", ()))),
        tuple(reason["id"] for reason in table["loss"]),
    )


def deal(number: int, templates: dict[str, Template], seed: int = 1) -> tuple[str, str]:
    """The handle and the text of the deal with that number."""
    random = Random(f"{seed}:{number}")  # noqa: S311 - the same book for the same seed
    template = templates[random.choices(list(MIX), list(MIX.values()))[0]]
    words = random.choice(_FIRST), random.choice(_SECOND)
    handle = f"{words[0]}-{words[1]}-{number:05}".lower().replace("ü", "u")
    people = [name.split()[0].lower().replace("ö", "o") for name in random.sample(_NAMES, 3)]
    header = _header(random, template, " ".join((*words, random.choice(_LEGAL))))
    header += [line for person in people for line in _person(random, person, template)]
    result = "" if number % 10 < 6 else random.choice(("won", "lost", "lost", "disqualified"))
    log = _Log(random, template, people, result)
    return handle, _filled(random, "\n".join(header) + "\n", log.entries())


def _header(random: Random, template: Template, company: str) -> list[str]:
    close = datetime.fromisoformat(NOW).date() + timedelta(days=random.randint(5, 200))
    return [
        f"title = {_quoted(f'Stock control for {company}')}",
        f"company = {_quoted(company)}",
        f'process = "{template.name}"',
        "revision = 1",
        f"value = {random.randint(8, 900) * 100}",
        'currency = "EUR"',
        f"close = {close}",
        'owner = "ada"',
        f'source = "{random.choice(("referral", "fair", "website", "outbound"))}"',
        f'tags = ["{random.choice(("retail", "food", "pharma"))}", "wave-2"]',
        f"employees = {random.randint(4, 4000)}",
    ]


def _person(random: Random, handle: str, template: Template) -> list[str]:
    name = next(name for name in _NAMES if name.lower().replace("ö", "o").startswith(handle))
    role = random.choice(template.roles)
    email = f"{handle}@customer.example"
    return [
        f"\n[people.{handle}]",
        f"name = {_quoted(name)}",
        f'role = "{role}"',
        f'email = "{email}"',
    ]


def _filled(random: Random, header: str, entries: list[Entry]) -> str:
    """The deal's text, its notes written out until it is as long as deals are."""
    wanted = random.randint(SMALLEST + 200, LARGEST - 100)
    size = len("\n".join([header, *(entry.text() for entry in entries)]).encode())
    noted = [entry for entry in entries if entry.takes_note]
    noted.sort(key=lambda entry: bool(entry.following))  # a note entry says something
    turn = 0
    while size < wanted:
        sentence = random.choice(_SENTENCES)
        entry = noted[turn % len(noted)]
        entry.note.append(sentence)
        size += len(sentence.encode()) + 1 + (16 if len(entry.note) == 1 else 0)
        turn += 1
    return "\n".join([header, *(entry.text() for entry in entries)])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


class _Log:
    """Tells the log of one deal, from its opening to its ending or its next step."""

    def __init__(self, random: Random, template: Template, people: list[str], result: str) -> None:
        self.random = random
        self.template = template
        self.people = people
        self.result = result
        self.held = 0

    def entries(self) -> list[Entry]:
        """Five to fifteen entries in order of time."""
        count = self.random.randint(5, 15)
        days = self._days(count)
        encounters = min(count - 2, 2 + count // 3)
        kinds = ["encounter"] * encounters + ["note"] * (count - 2 - encounters)
        self.random.shuffle(kinds)
        kinds = ["open", *kinds, "close" if self.result else "encounter"]
        left = kinds.count("encounter")
        steps = len(self.template.steps)
        goal = steps if self.result == "won" else min(steps - 1, self.random.randint(2, 3 * left))
        entries = []
        for place, (kind, day) in enumerate(zip(kinds, days, strict=True)):
            lines = [f"at = {day.isoformat()}", 'by = "ada"']
            if kind == "encounter":
                steps = -(-(goal - self.held) // left)
                left -= 1
                entries.append(self._encounter(lines, steps))
            elif kind == "close":
                entries.append(self._close(lines))
            else:
                entries.append(Entry([*lines, f'kind = "{kind}"'], takes_note=kind == "note"))
            if kind in ("open", "encounter"):
                due = days[place + 1] if place + 1 < count else self._due()
                entries[-1].following = self._next(due)
        return entries

    def _days(self, count: int) -> list[datetime]:
        """The times of the entries: the last one some days ago, the others at working hours."""
        random = self.random
        at = datetime.fromisoformat(NOW) - timedelta(
            days=random.randint(10, 400) if self.result else random.randint(1, 15)
        )
        times = []
        for _ in range(count):
            times.append(at.replace(hour=random.randint(9, 17), minute=random.choice((0, 15, 30))))
            at -= timedelta(days=random.randint(1, 8))
        return times[::-1]

    def _encounter(self, lines: list[str], steps: int) -> Entry:
        held = self.template.steps[self.held : self.held + steps]
        self.held += len(held)
        met = [outcome for _, outcomes in held for outcome in outcomes]
        lines = [*lines, f'kind = "{self.random.choice(_ENCOUNTERS)}"']
        if held:
            lines += [f"steps = {_listed([step for step, _ in held])}", f"met = {_listed(met)}"]
        with_ = self.random.sample(self.people, self.random.randint(1, 2))
        return Entry([*lines, f"with = {_listed(with_)}"], takes_note=True)

    def _close(self, lines: list[str]) -> Entry:
        lines = [*lines, 'kind = "close"', f'result = "{self.result}"']
        if self.result != "won":
            lines.append(f'reason = "{self.random.choice(self.template.reasons)}"')
        quote = _quoted(self.random.choice(_SENTENCES))
        return Entry([*lines, f"evidence = {quote}", f'said_by = "{self.people[0]}"'])

    def _due(self) -> datetime | None:
        """When the next step of an open deal is due, seen from NOW: most of them ahead."""
        near = self.random.random()
        if near < 0.05:
            return None
        days = self.random.randint(-6, -1) if near < 0.2 else self.random.randint(0, 25)
        return datetime.fromisoformat(NOW).replace(hour=14) + timedelta(days=days)

    def _next(self, due: datetime | None) -> list[str]:
        if due is None:
            return []
        steps = self.template.steps
        step = steps[min(self.held, len(steps) - 1)][0]
        lines = [f'step = "{step}"', f'what = "{step.capitalize().replace("-", " ")} with them"']
        lines += [f"on = {due.isoformat()}", f'with = ["{self.random.choice(self.people)}"]']
        return [*lines, "agreed = true"] if self.random.random() < 0.7 else lines


def _listed(words: list[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
