"""What a command decides under the book's lock, writes, and reports."""
