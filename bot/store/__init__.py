"""The database: an engine from DATABASE_URL, the tables, and their migrations."""
