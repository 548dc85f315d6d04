"""Scanners of QR and bar codes: the codec that finds whole codes in a stream of bytes, and the drivers around it."""
