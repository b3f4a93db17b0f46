"""Live figures in prose: reading the tokens of a text, and working each distinct figure out once through the catalogue.

A token is [[key|from=2019-01-01|to=2019-12-31|as_of=2020-06-19|unit=峡窝镇|show=yu]]; everything after the key is
optional. `as_of` is the issue's cut-off day unless said; `from` is 1 January of the year of `to` (or of the as-of day);
`to` the as-of day; `unit` a unit by any of its names; `show` is yu (120余人次) or number (75, without 家).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from taizhang.figures import wording
from taizhang.figures.indicator import Catalogue, Indicator, Scope, UnknownIndicator, Value, published
from taizhang.foundation.periods import Period
from taizhang.foundation.quantities import QuantityError, normalise_name, parse_date
from taizhang.foundation.refusals import Refused
from taizhang.organisation.models import Unit

_TOKEN = re.compile(r"\[\[(.*?)\]\]|\[\[|\]\]")
_DAYS = ("from", "to", "as_of")
_PARAMETERS = (*_DAYS, "unit", "show")


@dataclass(frozen=True)
class Token:
    """One live figure as written. `error` is a sentence where it cannot be read; days are None where not given."""

    text: str
    key: str = ""
    start: date | None = None
    end: date | None = None
    as_of: date | None = None
    unit: str = ""
    show: str = wording.EXACT
    error: str = ""


Piece = str | Token


def parse(text: str) -> list[Piece]:
    """The text cut into prose and tokens, in order; joining their texts gives the text again."""
    pieces: list[Piece] = []
    done = 0
    for match in _TOKEN.finditer(text):
        if match.start() > done:
            pieces.append(text[done : match.start()])
        pieces.append(_token(match.group(), match.group(1)))
        done = match.end()
    if done < len(text):
        pieces.append(text[done:])
    return pieces


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text in order."""
    return [piece for piece in parse(text) if isinstance(piece, Token)]


def write_token(
    key: str, *, start: str = "", end: str = "", as_of: str = "", unit: str = "", show: str = wording.EXACT
) -> str:
    """The token for a figure, with the parameters that are given."""
    given = (("from", start), ("to", end), ("as_of", as_of), ("unit", unit), ("show", show))
    return f"[[{'|'.join([key, *(f'{name}={value}' for name, value in given if value)])}]]"


def _token(text: str, inside: str | None) -> Token:
    if inside is None:
        return Token(text, error=_("“%(token)s”没有配对，数字要写在 [[ 和 ]] 之间。") % {"token": text})
    key, *given = (part.strip() for part in inside.split("|"))
    values: dict[str, Any] = {}
    for part in given:
        name, sign, value = (each.strip() for each in part.partition("="))
        if not sign or name not in _PARAMETERS:
            return _bad(
                text, key, _("不认识“%(part)s”，可用的是 from、to、as_of、unit、show") % {"part": part}
            )
        if name in values:
            return _bad(text, key, _("“%(name)s”写了两次") % {"name": name})
        values[name] = value
    try:
        days = {name: parse_date(values[name]) for name in _DAYS if values.get(name)}
    except QuantityError as error:
        return _bad(text, key, str(error).rstrip("。"))
    show = values.get("show", wording.EXACT)
    if show not in wording.SHOWS:
        return _bad(text, key, _("不认识的写法“%(show)s”，可用的是 yu 和 number") % {"show": show})
    return Token(text, key, days.get("from"), days.get("to"), days.get("as_of"), values.get("unit", ""), show)


def _bad(text: str, key: str, what: str) -> Token:
    return Token(text, key, error=_("%(token)s：%(what)s。") % {"token": text, "what": what})


@dataclass(frozen=True)
class Figure:
    """A token worked out: `number` and `unit` as printed, or `error` with a sentence that names the token.

    `why` is the same sentence without the token's name, for a place where the token stands beside it.
    """

    token: Token
    number: str = ""
    unit: str = ""
    indicator: Indicator | None = None
    scope: Scope | None = None
    value: Value = None
    error: str = ""
    why: str = ""

    @property
    def shown(self) -> str:
        """The words that stand in the text."""
        return self.number + self.unit


Reading = Callable[[Indicator, Scope], Value]


def read_value(indicator: Indicator, scope: Scope) -> Value:
    """The value by one aggregate query: what a preview needs."""
    return indicator.value(scope)


@dataclass
class Evaluation:
    """Works tokens out as of a day, each distinct (key, scope) once; the units are read once, where a token names one.

    `today` is the last day of which anything is known. `read` gives the value: an aggregate query, or (when an issue is
    signed) the measure of rows that were read to be frozen.
    """

    as_of: date
    today: date
    read: Reading = read_value
    catalogue: Catalogue = field(default_factory=published)
    _values: dict[tuple[str, Scope], Value] = field(default_factory=dict)
    _units: dict[str, Unit] | None = None

    def figure(self, token: Token) -> Figure:
        """The token's number, or what is wrong with it; never raises for what an editor wrote."""
        if token.error:
            return Figure(token, error=token.error)
        try:
            indicator = self.catalogue.get(token.key)
            scope = self._scope(token)
            value = self._value(indicator, scope)
            number, unit = wording.worded(value, str(indicator.unit_of_measure), token.show)
        except UnknownIndicator:
            return self._wrong(token, _("目录里没有叫“%(key)s”的数字。") % {"key": token.key})
        except (QuantityError, Refused) as error:
            return self._wrong(token, str(error))
        return Figure(token, number, unit, indicator, scope, value)

    def figures(self, texts: Iterable[str]) -> Iterator[Figure]:
        """Every token of some texts, in order."""
        return (self.figure(token) for text in texts for token in tokens_of(text))

    def errors(self, texts: Iterable[str]) -> list[str]:
        """The sentences about the tokens that cannot be printed."""
        return [figure.error for figure in self.figures(texts) if figure.error]

    @staticmethod
    def _wrong(token: Token, sentence: str) -> Figure:
        error = _("%(token)s：%(what)s") % {"token": token.text, "what": sentence}
        return Figure(token, error=error, why=sentence)

    def _value(self, indicator: Indicator, scope: Scope) -> Value:
        at = (indicator.key, scope)
        if at not in self._values:
            self._values[at] = self.read(indicator, scope)
        return self._values[at]

    def _scope(self, token: Token) -> Scope:
        as_of = token.as_of or self.as_of
        if as_of > self.today:
            raise Refused(_("截至日 %(day)s 还没有到。") % {"day": as_of})
        end = token.end or as_of
        start = token.start or date(end.year, 1, 1)
        if start > as_of:
            raise Refused(_("起始日 %(day)s 晚于截至日。") % {"day": start})
        return Scope(as_of, Period(start, end), self._unit(token.unit))

    def _unit(self, name: str) -> Unit | None:
        if not name:
            return None
        if self._units is None:
            self._units = Unit.by_name()
        found = self._units.get(normalise_name(name))
        if found is None:
            raise Refused(_("没有叫“%(name)s”的单位。") % {"name": name})
        return found
