"""The processes that deals follow, and their revisions."""
