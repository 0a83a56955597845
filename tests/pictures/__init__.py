"""The pictures of the README, and the program that draws them anew from the bot's real output."""
