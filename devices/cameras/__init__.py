"""Document cameras: one still picture on request."""
