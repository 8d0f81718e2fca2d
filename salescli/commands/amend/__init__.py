"""`amend`: what an entry of the log says, corrected."""
