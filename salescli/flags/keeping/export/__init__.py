"""Write the book as CSV, as JSON, or as a calendar."""
