"""What earlier issues claimed: the archive, which stands above, says so once, and the check of a text asks here."""

from collections.abc import Callable, Sequence
from datetime import date

from taizhang.proofreading.inside.page import EarlierClaim

Find = Callable[[date], Sequence[EarlierClaim]]
_find: list[Find] = []


def publish(find: Find) -> None:
    """Say where the claims of the issues before a day are found; called by the room above. The later word counts."""
    _find[:] = [find]


def before(day: date) -> Sequence[EarlierClaim]:
    """The cumulative claims of the issues before the day, in the year of the day; none where no archive is there."""
    return _find[0](day) if _find else ()
