"""What the closed deals teach. Pure."""
