"""Pure functions from models to messages, measured against Discord's limits."""
