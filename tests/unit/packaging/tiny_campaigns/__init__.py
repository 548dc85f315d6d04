"""Campaigns of one line each, one for every way a campaign can end."""
