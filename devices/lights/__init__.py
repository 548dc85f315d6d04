"""Guidance lights beside the slots."""
