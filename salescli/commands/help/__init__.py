"""`help`: the guide, page by page, with its tables made from the code."""
