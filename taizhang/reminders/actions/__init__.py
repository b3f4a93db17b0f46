"""The writes of the reminders room."""
