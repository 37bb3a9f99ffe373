"""The page on which a second person agrees to dismissals, or refuses them."""
