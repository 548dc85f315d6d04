"""Where the platform's own program speaks to something outside of it."""
