"""The places that papers come from, all alike to whoever reads them.

A source never raises for what is wrong with its text or its server: it answers with what it still has, a complaint, and its
``problem`` in words. So one that fails never stops the others, and the last good list goes on serving.
"""

from bot.dataset.sources.address import AddressSource
from bot.dataset.sources.bundled import BundledSource
from bot.dataset.sources.file import FileSource, YearFilesSource
from bot.dataset.sources.opening import open_source
from bot.dataset.sources.pages import PagesSource

__all__ = ["AddressSource", "BundledSource", "FileSource", "PagesSource", "YearFilesSource", "open_source"]
