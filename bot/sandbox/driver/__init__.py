"""The hands and eyes of a member: typing commands, pressing, choosing, and reading what comes back."""
