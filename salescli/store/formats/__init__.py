"""The file formats: TOML tables as deals and processes, and back; their schemas."""
