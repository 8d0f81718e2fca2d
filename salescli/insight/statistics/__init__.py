"""Statistics without a deal in them: shares, exact tests, ranks, survival. Pure."""
