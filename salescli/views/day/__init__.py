"""What needs somebody today: the review in lines and card by card."""
