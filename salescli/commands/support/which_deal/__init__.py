"""Which deal is meant: by its handle, a part of a name, a person, or asked for."""
