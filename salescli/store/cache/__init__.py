"""What is kept under `.salescli/` to be quick; safe to delete."""
