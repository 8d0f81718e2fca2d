"""Deals from and to CSV: columns, rows, stages and amounts as other systems write them."""
