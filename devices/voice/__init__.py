"""The voice: an engine in a process of its own, a sink that makes its samples heard, and the speaker between them."""
