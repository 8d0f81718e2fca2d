"""The git program: commits, history, the other copies of the book."""
