"""The pages of unnamed sources and of the right of reply."""
