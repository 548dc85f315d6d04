"""What everybody stands on: clock, ids, the person, supervised tasks. Imports nothing else of the project."""
