"""The cards of `next`: one card at a time, with the keys that it takes."""
