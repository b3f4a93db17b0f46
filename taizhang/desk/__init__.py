"""What waits for me today, and the district's figures on one page."""
