"""Typing: engines that turn keys into characters, behind one interface, and the object the on-screen keyboard talks to."""
