"""The commands that keep the book."""
