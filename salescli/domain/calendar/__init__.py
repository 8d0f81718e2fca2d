"""Meetings of deals and of a calendar made to agree: events, changes, whose word counts. Pure."""
