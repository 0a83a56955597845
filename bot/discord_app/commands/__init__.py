"""The slash commands: listen, parse, ask the catalogue or the desk, reply."""
