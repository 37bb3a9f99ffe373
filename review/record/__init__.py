"""What is kept for ever: the audit trail, what was published, and the proof that neither changed."""
