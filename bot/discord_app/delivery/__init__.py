"""The sending end of the digests: channels, posts, what went wrong with them, and what stands there already."""
