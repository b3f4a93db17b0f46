"""What follows a signing: copies sent and read, the index that finds them, corrections, and old issues that come in."""

from taizhang.archive.models.corrections import Correction
from taizhang.archive.models.deliveries import Delivery
from taizhang.archive.models.found import EarlierPassage, IndexedItem
from taizhang.archive.models.intakes import Intake
from taizhang.archive.models.openness import ArchiveSettings, Openness

__all__ = [
    "ArchiveSettings",
    "Correction",
    "Delivery",
    "EarlierPassage",
    "IndexedItem",
    "Intake",
    "Openness",
]
