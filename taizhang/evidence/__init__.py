"""Photos and papers, addressed by content, never edited, read only through a permission check."""
