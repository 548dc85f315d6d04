"""Microphones: a recorder over a wire, and the helper process that puts this machine's own on one."""
