"""The source line at the end of an item: names joined by 、, each once."""

from collections.abc import Iterable, Sequence

_BRACKETS = "（）()"


def names_in(source: str) -> list[str]:
    """The names of a source line, without the brackets that somebody may have typed."""
    return [name for part in source.split("、") if (name := part.strip().strip(_BRACKETS).strip())]


def joined_sources(sources: Iterable[str]) -> str:
    """One line of several, in their order: 区城管局、区住建局."""
    return "、".join(dict.fromkeys(name for source in sources for name in names_in(source)))


def without_sources(line: str, gone: Sequence[str], *, keep: Sequence[str] = ()) -> str:
    """The line without the names of `gone`, but for those of `keep`; the line as it is where nothing would be left."""
    away = {name for source in gone for name in names_in(source)}
    away -= {name for source in keep for name in names_in(source)}
    return "、".join(name for name in names_in(line) if name not in away) or line
