"""The pages on which a story is signed, waived, returned or moved."""
