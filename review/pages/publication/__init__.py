"""What readers get: previewed, published, corrected, retracted."""
