"""The gateway, version 10, JSON, with and without zlib-stream."""
