"""Yearly targets: completion against the calendar, warning lights, scores and ranks."""
