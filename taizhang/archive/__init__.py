"""各期信息 after the signing: sent and read, kept and found again, and the old issues from before the system."""
