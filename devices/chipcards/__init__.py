"""Chip cards: pure codecs, one watching thread and one thread for each card, thin drivers."""
