"""What changed between two states of a deal or two revisions of a process. Pure."""
