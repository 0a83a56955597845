"""Weekly pages: lists that somebody writes week by week, a section each, as on the page of a year."""

from bot.dataset.weekly_pages.page import EXPECTED, has_weekly_headings, read_weekly_pages

__all__ = ["EXPECTED", "has_weekly_headings", "read_weekly_pages"]
