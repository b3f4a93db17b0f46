"""A claim in the making: what has been found out so far about one quantity."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from taizhang.proofreading.claim import Modality, Quantity, Relation, Span, Threshold
from taizhang.proofreading.reading.listings import Listing
from taizhang.proofreading.reading.scenes import Scene
from taizhang.proofreading.reading.subjects import Naming


@dataclass
class Draft:
    """A claim in the making, its places those of the normalised text."""

    scene: Scene
    naming: Naming
    relation: Relation
    around: tuple[int, int]  # the sentence up to 。, beyond ；
    modality: Modality = Modality.ACTUAL
    subject: str = ""
    verb: str = ""
    entity: str = ""
    units: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    span: Span = field(default_factory=Span)
    of: int | None = None
    listing: Listing | None = None
    inherited: bool = False
    among: bool = False  # a part by 其中
    dropped: bool = False

    @property
    def quantity(self) -> Quantity:
        """The quantity that is claimed."""
        return self.scene.mark.quantity

    @property
    def start(self) -> int:
        """Where the quantity begins."""
        return self.scene.mark.start


def first_from(drafts: Sequence[Draft], place: int) -> int:
    """The number of the first draft that begins at a place or behind it; drafts stand in the order of the text."""
    return bisect_left(drafts, place, key=lambda draft: draft.start)
