"""Names that a sheet or a form may refer to, matched as people write them, with the nearest ones told where nothing matches."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from taizhang.foundation.quantities import normalise_name

Thing = TypeVar("Thing")

MOST_SUGGESTIONS = 3
MOST_SEARCHES = (
    200  # a file with more unknown names than this is of another ledger; likeness is slow to work out
)


class KnownNames(Generic[Thing]):
    """Normalised name → thing; `noun` is what a sentence calls it (点位, 单位), `shown` the spelling to suggest."""

    def __init__(
        self, noun: str, things: Mapping[str, Thing], shown: Mapping[str, str] | None = None
    ) -> None:
        self.noun = noun
        self.things = things
        self.shown = shown if shown is not None else {key: key for key in things}
        self._sentences: dict[str, str] = {}

    def find(self, name: str) -> Thing | None:
        """The thing of that name, however it is spaced or bracketed."""
        found = self.things.get(name)
        return self.things.get(normalise_name(name)) if found is None else found

    def unknown(self, name: str) -> str:
        """The sentence for a name that is not known."""
        sentence = self._sentences.get(name)
        if sentence is None:
            sentence = _("没有叫“%(name)s”的%(noun)s。") % {"name": name, "noun": self.noun}
            if len(self._sentences) < MOST_SEARCHES:
                near = get_close_matches(normalise_name(name), self.shown, MOST_SUGGESTIONS, 0.5)
                if near:
                    sentence += _("相近的有：%s。") % "、".join(
                        dict.fromkeys(self.shown[key] for key in near)
                    )
                else:
                    sentence += _("请核对名称，或先登记这个%s。") % self.noun
            self._sentences[name] = sentence
        return sentence
