"""The pages of the night market beside its lists."""
