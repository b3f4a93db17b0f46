"""Targets against figures: the gap to the calendar and its light."""
