"""Deals and processes as JSON and back, without loss."""
