"""What waits for whom: stories as the queue and the list show them, in a constant number of queries."""
