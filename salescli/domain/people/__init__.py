"""People: their names, roles, titles and addresses as typed, and who was there when. Pure."""
