"""Typing: engines that turn keys into characters behind one interface, and the object the keyboard talks to."""
