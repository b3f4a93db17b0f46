"""What a record page shows: named facts in a grid, and the acts that a person may take from here."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fact:
    """One named fact; `url` makes it a link, `state` a badge, `wide` gives it a whole line."""

    title: Any
    value: Any
    url: str = ""
    state: str = ""
    wide: bool = False


@dataclass(frozen=True)
class Act:
    """A button: a link, or with `post` a form that posts (asking `confirm` first); `more` puts a rare link under 更多."""

    title: Any
    url: str
    post: bool = False
    confirm: Any = ""
    primary: bool = False
    drawer: bool = False
    more: bool = False
