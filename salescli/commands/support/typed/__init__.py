"""What was typed behind a command, read: words, flags, days, people, next steps, notes."""
