"""Small input devices of the kernel: keypad, help button, headphone jack, proximity."""
