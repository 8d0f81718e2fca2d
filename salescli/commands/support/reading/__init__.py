"""What commands read of a book: its deals, courses, journal, and the review of the day."""
