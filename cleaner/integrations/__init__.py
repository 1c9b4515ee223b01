"""Adapters for other engines and frameworks, each thin."""
