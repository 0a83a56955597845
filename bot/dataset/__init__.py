"""Where papers come from: bytes from disk or the network, parsed into weeks and complaints."""

from bot.dataset.client import http_client
from bot.dataset.library import Library, Progress
from bot.dataset.loaded import Loaded
from bot.dataset.parsed import Parsed
from bot.dataset.policy import FetchPolicy
from bot.dataset.tables.markdown_list import read_papers

__all__ = ["FetchPolicy", "Library", "Loaded", "Parsed", "Progress", "http_client", "read_papers"]
