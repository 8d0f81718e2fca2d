"""The book on disk: finding it, reading it, the one way of writing, and git."""
