"""Text as Discord reads it. No discord.py in here."""
