"""What stands in the commits of a book, and which of its files have a history."""

from __future__ import annotations

# The files of a book that have a history.
KEPT = ("deals", "processes", "salescli.toml", "dismissed.toml")

# Stands in the body of the commits that commands make: what has none was made by hand.
MAKER = ("Made-by", "salescli")
MADE_BY = ": ".join(MAKER)

BY, UNDOES, REDOES = "By", "Undoes", "Redoes"  # trailers
