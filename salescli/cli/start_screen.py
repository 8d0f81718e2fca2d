"""What `salescli` alone prints: the six commands of a day, and where the rest is."""

from __future__ import annotations

from pathlib import Path

_EXAMPLE = "acme"
_CELLS = 19  # from the name of the deal to what its command does, in the longest line

START = """\
salescli: no meeting without a next step

  salescli next                    what needs you, today first
  salescli add "Acme GmbH"         open a deal, with its first next step
  salescli log acme                what happened, and what happens next
  salescli show acme               where a deal stands, what is missing
  salescli brief acme              what to know before the call
  salescli find "liability"        who said what, when

  salescli demo                    try it on a demo book of example deals
  salescli init DIR                make a book of your own

All commands:  salescli --help     One of them:  salescli log --help
The guide:     salescli help       How do I …:   salescli help questions"""


def start_text() -> str:
    """Return the commands of a day, with a deal of the book at hand where there is one."""
    deal = _a_deal()
    if not deal or len(deal) >= _CELLS:
        return START
    return START.replace(f" {_EXAMPLE}".ljust(_CELLS), f" {deal}".ljust(_CELLS))


def _a_deal() -> str:
    """Return the handle of the first deal of the nearest book; '' for none."""
    from salescli.store.locate_book import current_folder, nearest_root

    root = nearest_root(current_folder())
    try:
        handles = sorted(path.stem for path in Path(root, "deals").glob("*.toml")) if root else []
    except OSError:
        return ""
    return next((handle for handle in handles if handle.replace("-", "").isalnum()), "")
