"""Days, times, durations and periods: as the book counts them, and as people type them. Pure."""
