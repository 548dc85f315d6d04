"""The session: one resident from the first touch to a clean machine. `advance` decides, `runner` does."""
