"""Codebooks as files: YAML and CSV."""
