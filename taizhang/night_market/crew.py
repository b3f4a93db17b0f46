"""Reads who was on a patrol from a sheet's cell: names or certificate numbers, separated by 、 and the like."""

import re
from typing import NamedTuple

from taizhang.foundation.quantities import normalise_name

_SEPARATORS = re.compile(r"[、，,；;/\n]+")
_WITH_NUMBER = re.compile(r"(.+?)[(（]([^()（）]*\d[^()（）]*)[)）]")
_NUMBER = re.compile(
    r"[0-9A-Za-z\-—_.]*\d[0-9A-Za-z\-—_.]*|[\u4e00-\u9fff]{0,4}[A-Za-z\-]*\d{4,}[0-9A-Za-z\-]*号?"
)


class Person(NamedTuple):
    """A person as a cell names one: by a name, by a certificate number, or by both."""

    name: str
    certificate: str


def people(cell: str) -> list[Person]:
    """The people of a cell in order, each once; 张三(ZF-0102) gives name and number. Numbers come normalised."""
    pieces = ("".join(piece.split()) for piece in _SEPARATORS.split(cell))
    return list(dict.fromkeys(_person(piece) for piece in pieces if piece))


def _person(text: str) -> Person:
    both = _WITH_NUMBER.fullmatch(text)
    if both and _NUMBER.fullmatch(both[2]):
        return Person(both[1], normalise_name(both[2]))
    return Person("", normalise_name(text)) if _NUMBER.fullmatch(text) else Person(text, "")
