"""What the closed deals of a process teach. Pure."""
