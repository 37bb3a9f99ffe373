"""Taking a note out of the record."""
