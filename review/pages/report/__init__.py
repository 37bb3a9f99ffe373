"""The flag report of a story."""
