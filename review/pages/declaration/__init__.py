"""The page on which AI use is declared and what readers are told of it is recorded."""
