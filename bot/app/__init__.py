"""The composition root: opens the rooms, joins them, closes them in reverse. Only the command line imports it."""
