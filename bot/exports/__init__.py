"""Papers as files to take along: BibTeX, Markdown, CSV. Pure: papers to text."""
