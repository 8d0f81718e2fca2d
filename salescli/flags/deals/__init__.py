"""The commands about deals."""
