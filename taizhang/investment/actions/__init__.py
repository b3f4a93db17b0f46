"""Every write of the investment ledger: projects, their stages, their money, the yearly rules."""
