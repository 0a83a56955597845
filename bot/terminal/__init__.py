"""The same answers for people at a terminal, and as JSON for programs."""
