"""Papers as files to take along: BibTeX, Markdown, CSV. Pure: papers to text."""

from __future__ import annotations

from bot.exports.files import Export, Form, export

__all__ = ["Export", "Form", "export"]
