"""What assistants propose: tried beside the book, looked at, applied or dropped."""
