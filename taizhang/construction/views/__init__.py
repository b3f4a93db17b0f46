"""Pages of the construction ledger, one module a register."""
