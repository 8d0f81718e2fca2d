"""`capture`: what comes in by mail, calendar or file: placed, shown, logged where it is right."""
