"""`import`: deals from another system's export, or from our own."""
