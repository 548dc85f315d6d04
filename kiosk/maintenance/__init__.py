"""What those who look after a terminal are told of it, may do to it, and how they come in.

Exports nothing itself: the first frame needs a few of its modules, and does without the wire format of the others.
"""
