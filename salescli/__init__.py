"""salescli keeps a founder's deals from dying of neglect."""

__version__ = "0.1.0"
