"""The pages of sending, reading and finding."""
