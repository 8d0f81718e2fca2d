"""The `process` family: the templates, what is in them, and their revisions."""
