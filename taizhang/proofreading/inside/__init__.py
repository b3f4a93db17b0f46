"""What a text gets wrong by itself, seen without any ledger: one module for each kind of fault. Pure."""
