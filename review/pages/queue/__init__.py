"""What waits for whom, and the list of all stories."""
