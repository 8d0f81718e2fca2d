"""The calendar's folder: next steps written to it as events, and what came back from it."""
