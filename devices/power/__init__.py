"""The uninterruptible power supply, asked through Network UPS Tools."""
