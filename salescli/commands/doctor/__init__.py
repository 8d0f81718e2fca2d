"""`doctor`: what is wrong with the book or the set-up, and how to fix it."""
