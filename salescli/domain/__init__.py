"""What holds of deals whatever the disk and the terminal: facts, replay, findings, advice. Pure."""
