"""The commands for deciding how to sell."""
