"""Lists of papers with a row or an entry for each: a module for each form, imported where a list has that form."""
