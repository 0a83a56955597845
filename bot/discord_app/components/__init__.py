"""Buttons and selects that survive a restart: their state is in their custom_id."""
