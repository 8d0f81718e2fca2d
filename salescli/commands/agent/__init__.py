"""What an assistant in a terminal must know, and the state of the day for it."""
