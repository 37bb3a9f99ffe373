"""Who says so: unnamed sources and what is attested of them, the right of reply, the ledger. Pure."""
