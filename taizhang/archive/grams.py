"""The index under the search: single characters and pairs of them, since Chinese words have no blanks between them.

A trigram index finds nothing for words of one or two characters, and a word index cuts Chinese badly; pairs find every
word, and single characters the words of one. What the index finds too much, the search itself throws out again.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from django.db import connection
from django.db.models.expressions import RawSQL


def fold(text: str) -> tuple[str, list[int]]:
    """The text as it is compared (full-width to half, small letters, no blanks), and where each character came from."""
    folded: list[str] = []
    came_from: list[int] = []
    for place, character in enumerate(text):
        for each in unicodedata.normalize("NFKC", character).casefold():
            if not each.isspace():
                folded.append(each)
                came_from.append(place)
    return "".join(folded), came_from


def _runs(folded: str) -> Iterator[str]:
    """The stretches of letters, digits and Chinese characters, marks left out."""
    return iter("".join(each if each.isalnum() else " " for each in folded).split())


def grams_of(folded: str) -> set[str]:
    """What is stored of a folded text: every character and every pair of neighbours."""
    found: set[str] = set()
    for run in _runs(folded):
        found.update(run)
        found.update(run[place : place + 2] for place in range(len(run) - 1))
    return found


def asked_grams(folded: str) -> set[str]:
    """What a text must have in the index in order to hold the folded word: its pairs, or its one character."""
    found: set[str] = set()
    for run in _runs(folded):
        found.update(run[place : place + 2] for place in range(len(run) - 1))
        if len(run) == 1:
            found.add(run)
    return found


def write(rows: Iterable[tuple[int, str]]) -> None:
    """Add (id, folded text) to the index; an id stands in it once."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "INSERT INTO archive_grams (item, grams) VALUES (%s, array_to_tsvector(%s::text[]))",
                [(key, sorted(grams_of(folded))) for key, folded in rows],
            )
        else:
            cursor.executemany(
                "INSERT INTO archive_grams (rowid, grams) VALUES (%s, %s)",
                [(key, " ".join(sorted(grams_of(folded)))) for key, folded in rows],
            )


def clear() -> None:
    """Empty the index."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DELETE FROM archive_grams")
        else:
            cursor.execute("INSERT INTO archive_grams (archive_grams) VALUES ('delete-all')")


def ids_with(folded: str) -> RawSQL | None:
    """The ids of the texts that may hold a folded word, as a subquery; None where the index knows nothing of it."""
    asked = sorted(asked_grams(folded))
    if not asked:
        return None
    if connection.vendor == "postgresql":
        query = " & ".join(f"'{gram}'" for gram in asked)
        return RawSQL("SELECT item FROM archive_grams WHERE grams @@ %s::tsquery", [query])
    query = " AND ".join(f'"{gram}"' for gram in asked)
    return RawSQL("SELECT rowid FROM archive_grams WHERE archive_grams MATCH %s", [query])
