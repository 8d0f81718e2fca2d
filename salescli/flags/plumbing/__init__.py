"""The commands that programs call; no help lists them."""
