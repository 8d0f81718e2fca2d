"""Next steps and plans as iCalendar events."""
