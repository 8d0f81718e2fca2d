"""A change of several files, written down before it begins, and put in place whole."""
