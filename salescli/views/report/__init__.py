"""The screens of `report`: the terminal, JSON, and one HTML page."""
