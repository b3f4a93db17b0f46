"""The bulletin: items from the units, issues, live figures, and the printed 《信息》."""
