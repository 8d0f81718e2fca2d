"""What tests share: books, terminals, oracles, faults."""
