"""YAML and environment, turned into frozen settings."""
