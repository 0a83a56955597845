"""What the page shows, kind by kind, as one person sees it: pure functions from the world to JSON."""
