"""The story's page: the text with its questions beside it, the gate bar, and the answers."""
