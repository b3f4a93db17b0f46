"""月度通报: a month closed, with frozen figures, ranking and what changed since the one before, on screen and on paper."""
