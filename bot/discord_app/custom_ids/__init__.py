"""What buttons carry. No discord.py in here."""
