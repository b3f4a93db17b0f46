"""The pages of the reminders room."""
