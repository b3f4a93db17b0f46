"""The pages of the enterprises room."""
