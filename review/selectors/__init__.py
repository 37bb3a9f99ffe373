"""Reads of the review: what a page or a service needs, in a number of queries that does not grow."""
