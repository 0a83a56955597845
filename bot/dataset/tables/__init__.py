"""Lists of papers with a row or an entry for each, whatever their form."""

from bot.dataset.tables.markdown import read_papers

__all__ = ["read_papers"]
