"""README.md tells the truth: its commands are run, what it leads to is there, and it is short.

With UPDATE_SCREENS=1 the console blocks are written anew instead of being compared.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from support.documented import NOW, holds, played

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
LINKED = (README, ROOT / "salescli/README.md", ROOT / ".github/CONTRIBUTING.md")


@pytest.fixture
def text() -> str:
    return README.read_text(encoding="utf-8")


def test_the_day_in_the_readme_is_what_happens(text, run, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", NOW)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, NOW)
    here = Path(tempfile.mkdtemp())  # a short path: long ones are folded
    monkeypatch.chdir(here)
    shown = played(run, text, here)
    monkeypatch.chdir(ROOT)
    shutil.rmtree(here)
    assert holds(README, shown)


def test_it_is_read_in_one_sitting(text):
    assert len(text.splitlines()) <= 200


def test_the_commands_that_set_it_up_are_where_they_are_looked_for(text):
    for name in ("demo", "test"):
        assert len(re.findall(rf"<!-- {name} command -->\n```sh\n.+\n```\n", text)) == 1


@pytest.mark.parametrize("page", LINKED, ids=lambda page: page.parent.name + "/" + page.name)
def test_every_picture_and_page_that_it_leads_to_is_there(page):
    led_to = re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    assert led_to
    assert [path for path in led_to if not (page.parent / path).exists()] == []


def test_every_room_is_on_the_map():
    told = (ROOT / "salescli/README.md").read_text(encoding="utf-8")
    rooms = [
        f"{path.name}/" if path.is_dir() else path.name
        for path in (ROOT / "salescli").iterdir()
        if path.suffix in {"", ".py"} and not path.name.startswith("_")
    ]
    assert [room for room in rooms if f"`{room}`" not in told] == []


def test_every_room_that_contributors_are_sent_to_is_there():
    text = (ROOT / ".github/CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:salescli|tests|processes)/[\w./-]*)`", text)
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []
