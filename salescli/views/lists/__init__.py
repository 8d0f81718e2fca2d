"""Tables and lists over the deals of the book."""
