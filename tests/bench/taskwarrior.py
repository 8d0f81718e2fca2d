"""A data folder for taskwarrior, with as many tasks as a book has deals."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from books import NOW

PROGRAM = "task"


def write_tasks(folder: Path, tasks: int) -> dict[str, str]:
    """Write so many pending tasks into a new folder; the environment that leads there."""
    folder.mkdir(parents=True)
    random = Random(1)  # noqa: S311 - the same tasks each time
    lines = [_task(random, number) for number in range(tasks)]
    (folder / "pending.data").write_text("".join(lines), encoding="utf-8")
    settings = f"data.location={folder}\nconfirmation=off\nverbose=nothing\n"
    (folder / "taskrc").write_text(settings, encoding="utf-8")
    return {"TASKDATA": str(folder), "TASKRC": str(folder / "taskrc")}


def _task(random: Random, number: int) -> str:
    now = datetime.fromisoformat(NOW)
    entry = int((now - timedelta(days=random.randint(1, 90))).timestamp())
    due = int((now + timedelta(hours=random.randint(-400, 4000))).timestamp())
    facts = {
        "description": f"Call customer {number:05} about stock control",
        "due": due,
        "entry": entry,
        "modified": entry,
        "project": random.choice(("retail", "food", "pharma")),
        "status": "pending",
        "uuid": UUID(int=random.getrandbits(128), version=4),
    }
    return "[" + " ".join(f'{name}:"{value}"' for name, value in facts.items()) + "]\n"
