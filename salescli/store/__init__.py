"""The book on disk: finding it, reading it, the one door for writing, and git."""
