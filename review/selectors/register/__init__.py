"""The policy register as a page shows it: versions, changes, what readers would see, what would move."""
