"""Two copies of a book merged beside its files, proved, and put in place."""
