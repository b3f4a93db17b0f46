"""Old issues read: from their text to masthead, number, items and foot. Pure."""
