"""Everything that imports discord.py."""
