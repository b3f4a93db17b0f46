"""The demo's inboxes: the daily job as it ran on the day at which the demo stands; the last loader of all."""

import random

from taizhang.demo.cast import STANDS_ON, Cast
from taizhang.reminders.actions import daily


def load(cast: Cast, rng: random.Random) -> None:
    """Remind everybody of what is due on the demo's day."""
    daily.finish(run=daily.remind(day=STANDS_ON))
