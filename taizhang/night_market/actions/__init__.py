"""Every write of the night market, by subject."""
