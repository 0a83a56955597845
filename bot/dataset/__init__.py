"""Where papers come from: bytes from disk or the network, parsed into weeks and complaints."""

from bot.dataset.client import http_client
from bot.dataset.library import Library, Loaded
from bot.dataset.paper_table import read_papers
from bot.dataset.parsed import Parsed
from bot.dataset.policy import FetchPolicy

__all__ = ["FetchPolicy", "Library", "Loaded", "Parsed", "http_client", "read_papers"]
