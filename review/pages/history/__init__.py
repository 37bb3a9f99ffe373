"""The timeline of a story."""
