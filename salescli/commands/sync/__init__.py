"""`sync`: the book and its other copies made the same."""
