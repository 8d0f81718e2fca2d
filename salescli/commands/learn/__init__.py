"""`learn`: what closed deals teach, and the revision that is made of it."""
