"""Bytes in, bytes out: the seam between a driver and its wire. Knows no protocol above the byte."""
