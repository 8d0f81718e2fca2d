"""The commands of a day."""
