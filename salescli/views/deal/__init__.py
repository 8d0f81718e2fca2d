"""All that is shown of one deal."""
