"""What texts are checked on, read once for as many texts as are checked together."""

from dataclasses import dataclass, replace

from taizhang.organisation.models import User
from taizhang.proofreading.coverage import Covered
from taizhang.proofreading.evaluating import Ledgers
from taizhang.proofreading.linking import Vocabulary
from taizhang.proofreading.vocabulary import Organisation, vocabulary


@dataclass(frozen=True)
class Ground:
    """The organisation's names, the words of figures, what the ledgers cover, and the ledgers' answers so far."""

    organisation: Organisation
    words: Vocabulary
    covered: Covered
    ledgers: Ledgers

    @classmethod
    def read(cls, reader: User | None = None) -> "Ground":
        """As it stands now, with five queries; `reader` is whose rows may be named, None the system itself."""
        organisation = Organisation.read()
        return cls(organisation, vocabulary(organisation.names), Covered.read(), Ledgers(reader))

    def for_things(self, things: frozenset[str]) -> Ledgers:
        """The ledgers for a text that names some things: figures that another text asked for are known already."""
        return replace(self.ledgers, things=things, _named={})
