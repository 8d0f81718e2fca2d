"""Amounts and currencies: as people type them, and which there are. Pure."""
