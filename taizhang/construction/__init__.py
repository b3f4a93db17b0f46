"""Construction sites: inspections, problems to be put right, and orders to stop work."""
