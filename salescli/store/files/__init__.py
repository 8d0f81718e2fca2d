"""Files on disk: read whole, written whole, locked, private."""
