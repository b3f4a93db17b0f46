"""Everything that is written in the enterprises room."""
