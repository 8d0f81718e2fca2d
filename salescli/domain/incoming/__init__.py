"""What comes in from mails and calendars: to which deal it belongs, what it promises. Pure."""
