"""Showing: a document says what is to be seen; a terminal, a pipe or JSON decides how."""
