"""Paperboy: a self-hosted Discord bot that delivers the machine-learning papers of each week."""
