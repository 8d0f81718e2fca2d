"""What comes in from outside: files, mails, the calendar, what assistants propose."""
