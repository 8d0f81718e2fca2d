"""The screen of `learn`: what won and lost deals had, and the proposals."""
