"""The pages of 校数."""
