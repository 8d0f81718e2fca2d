"""Two versions of a book merged by meaning."""
