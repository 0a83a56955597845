"""Completing papers from arXiv's API: abstracts, authors and categories that a list leaves out."""

from bot.dataset.arxiv_api.completer import Completer
from bot.dataset.arxiv_api.completion import completed
from bot.dataset.arxiv_api.record import Record
from bot.dataset.arxiv_api.store import ArxivStore

__all__ = ["ArxivStore", "Completer", "Record", "completed"]
