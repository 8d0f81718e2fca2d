"""A mutual action plan: on a screen, as Markdown, as an HTML page."""
