"""Old issues read: from a file to its text, from the text to masthead, number, items and foot. Pure."""
