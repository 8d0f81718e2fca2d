"""`completion`: the words that can stand at the end of a command line, for the shells."""
