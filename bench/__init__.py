"""The project's own measurements: each kind of work beside the same work by hand, in one run, on a ledger made from a seed."""
