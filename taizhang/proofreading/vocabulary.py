"""What a text is read and linked with: the catalogue's figures in words, the kept phrases, the names of the organisation."""

from dataclasses import dataclass

from taizhang.figures.indicator import published
from taizhang.figures.spoken import spoken
from taizhang.organisation import district
from taizhang.organisation.models import Post, Unit
from taizhang.proofreading.access import KEEPERS
from taizhang.proofreading.candidates import Entry, NamedPhrase
from taizhang.proofreading.claim_words import squeeze
from taizhang.proofreading.linking import Vocabulary
from taizhang.proofreading.models import Phrase
from taizhang.proofreading.names import Names
from taizhang.targets.matching import chinese_title

TARGET = ".target"


def entries() -> tuple[Entry, ...]:
    """Every figure of the catalogue but the targets, which go with their figure."""
    catalogue = published()
    return tuple(
        Entry(
            indicator.key,
            (title := chinese_title(indicator)),
            str(indicator.unit_of_measure),
            indicator.ledger,
            tuple(squeeze(name) for name in (title, *indicator.names)),
            spoken(indicator.key),
            f"{indicator.key}{TARGET}" in catalogue.indicators,
        )
        for indicator in catalogue
        if not indicator.key.endswith(TARGET)
    )


def named_phrases() -> tuple[NamedPhrase, ...]:
    """The phrases in use, with one query."""
    return tuple(
        NamedPhrase(
            row.pk, tuple(squeeze(word) for word in row.words.split()), row.indicator, row.unit_of_measure,
            row.unit_id, row.period,
        )
        for row in Phrase.objects.in_force()
    )  # fmt: skip


def vocabulary(names: Names) -> Vocabulary:
    """What claims are linked by, with two queries beside the organisation's names."""
    place = district.current()
    return Vocabulary(entries(), named_phrases(), place.name if place else "", frozenset(names.units))


@dataclass(frozen=True)
class Organisation:
    """The units by short name, the names by which a text may call units and posts, and the bureaus of ledgers.

    `homes` are the short names of the bureaus whose own work a ledger holds; a ledger of everybody's has none.
    """

    units: dict[str, Unit]
    names: Names
    homes: dict[str, frozenset[str]]

    @classmethod
    def read(cls) -> "Organisation":
        """As it stands now, with two queries."""
        rows = list(Unit.objects.all())
        called = {
            name: unit.short_name
            for unit in rows
            for name in (unit.name, unit.short_name, *unit.aliases)
            if len(name) > 1
        }
        posts = list(Post.objects.values_list("role", "title", "unit__short_name").distinct())
        titles = sorted({title for _role, title, _unit in posts if title})
        homes = {
            ledger: frozenset(unit for role, _title, unit in posts if role in keepers)
            for ledger, keepers in KEEPERS.items()
        }
        return cls({unit.short_name: unit for unit in rows}, Names(called, tuple(titles)), homes)
