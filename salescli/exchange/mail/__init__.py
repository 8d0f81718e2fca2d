"""What comes in: mails, mailboxes, invitations, transcripts and notes, to captured encounters.

All of it was written by others and may be anything: it is read up to a size, never run, never
fetched from anywhere, and what can't be read is left out.
"""
