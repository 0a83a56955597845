"""The state of the local Discord; knows no HTTP and no gateway, only who listens."""
