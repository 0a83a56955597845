"""What we know: an immutable snapshot of weeks and papers with lookup, search and related papers. No I/O, no clock."""
