"""What arXiv defines: identifiers and the category taxonomy. Knows nothing of Paperboy."""

from bot.arxiv.identifiers import ArxivId, find_arxiv_id

__all__ = ["ArxivId", "find_arxiv_id"]
