"""What the engine knows of English and of newsrooms, as plain words and patterns."""
