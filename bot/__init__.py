"""Paperboy: a self-hosted Discord bot that delivers the machine-learning papers of each week."""

__version__ = "0.1.0"
