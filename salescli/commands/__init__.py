"""The commands, one module a family: each reads, decides, writes and shows; no rule lives here."""
