"""The pages of the investment ledger beside its lists: a project, its stages, its money."""
