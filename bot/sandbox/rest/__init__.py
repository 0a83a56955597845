"""The REST API, version 10. Each module holds the routes of one resource; ``table.py`` gathers them."""
