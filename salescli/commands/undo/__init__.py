"""`undo`: a command taken back."""
