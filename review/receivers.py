"""Hears the signals of people and articles and keeps review and audit in step."""
