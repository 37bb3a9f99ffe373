"""AI use: the house's policy, how a declaration is graded, and what readers are told. Pure."""
