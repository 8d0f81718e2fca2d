"""Meetings of deals and of a calendar made to agree: events, changes, which side counts. Pure."""
