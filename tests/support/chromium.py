"""A real browser to look at a page with, where the machine has one: headless Chromium."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
WHY_NOT = "no chromium is on PATH, so no browser can look at the page"
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--enable-logging=stderr", "--v=0"),
)
_COMPLAINT = re.compile(r":CONSOLE.*|.*Content Security Policy.*|.*ERR_[A-Z_]+.*")

# Loads the page in frames as wide as each of the screens, and notes whatever leaves its frame.
_MEASURE = """<!DOCTYPE html><meta charset="utf-8"><title>measure</title><body>%s<script>
addEventListener('load', () => {
  const found = [];
  for (const frame of document.querySelectorAll('iframe')) {
    const inside = frame.contentDocument, wide = frame.clientWidth;
    found.push(`${wide}: ${inside.documentElement.scrollWidth} of ${wide}, `
      + `${inside.querySelectorAll('section').length} sections, `
      + `${inside.scripts.length} scripts`);
    for (const one of inside.body.querySelectorAll('*')) {
      const box = one.getBoundingClientRect();
      if (box.right > wide + 0.5 || box.left < -0.5)
        found.push(`${wide}: ${one.tagName} ${one.className} reaches ${box.left} ${box.right}`);
    }
    const cell = inside.querySelector('td');
    if (cell) found.push(`${wide}: cells are ${getComputedStyle(cell).display}`);
  }
  document.body.innerHTML = `<pre id="found"></pre>`;
  document.getElementById('found').textContent = found.join('\\n');
});
</script>"""


def look(page: str, folder: Path, widths: Sequence[int]) -> list[str]:
    """What a browser finds in frames of those widths: a line each, and one for each thing amiss."""
    frames = "".join(
        f'<iframe srcdoc="{escape(page)}" style="border:0;height:700px;width:{width}px"></iframe>'
        for width in widths
    )
    outside = folder / "measure.html"
    outside.write_text(_MEASURE % frames, encoding="utf-8")
    dom, said = _run(folder, "--dump-dom", "--virtual-time-budget=3000", outside.as_uri())
    found = re.search(r'<pre id="found">(.*?)</pre>', dom, re.DOTALL)
    assert found, said
    return found[1].splitlines()


def open_alone(path: Path, folder: Path) -> tuple[str, list[str]]:
    """The page's document as the browser read it, and what its console and network complain of."""
    dom, said = _run(folder, "--dump-dom", path.as_uri())
    return dom, _COMPLAINT.findall(said)


def _run(folder: Path, *arguments: str) -> tuple[str, str]:
    assert PROGRAM
    command = [PROGRAM, *_FLAGS, f"--user-data-dir={folder / 'profile'}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout, done.stderr
