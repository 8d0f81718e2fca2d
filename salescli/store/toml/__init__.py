"""TOML text: read, located, changed in place with comments kept."""
