"""The search of the archive: every word asked for, in titles, text, figures and years of the issues that one may open."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Length, Replace

from taizhang.archive import grams
from taizhang.archive.models import IndexedItem
from taizhang.bulletin.models import Issue
from taizhang.bulletin.spelling import printed_text
from taizhang.organisation.models import User

PAGE_SIZE = 20
MOST_WORDS = 8
_ASKED = re.compile(r'["“「]([^"”」]+)["”」]|(\S+)')
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_NUMBER = re.compile(r"第?(\d{1,4})期")
_TITLE_WEIGHT = 6  # a word in the title counts as much as six in the text
_AROUND = 36  # characters of the snippet on either side of a hit
_SNIPPET = 150


@dataclass(frozen=True)
class Piece:
    """A stretch of a title or a snippet; `hit` where it is one of the words."""

    text: str
    hit: bool = False


@dataclass(frozen=True)
class Hit:
    """One item that was found, with its issue, its title and the place in it, hits marked."""

    issue: Issue
    position: int
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """One page of hits, best first; `more` where there are others after them."""

    words: tuple[str, ...]
    hits: tuple[Hit, ...]
    page: int
    more: bool


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, folded; blanks part them, quotation marks keep a phrase together."""
    found = (grams.fold(phrase or word)[0] for phrase, word in _ASKED.findall(query))
    return tuple(dict.fromkeys(word for word in found if any(map(str.isalnum, word))))[:MOST_WORDS]


def find(query: str, *, user: User, year: int | None = None, page: int = 1) -> Found:
    """The items that hold every word, of issues that the person may open; `year` keeps one year. One database query.

    A word such as 2020年 or 第47期 also finds the issues of that year or number. Most occurrences first, those in
    titles counting more, then the newest.
    """
    words, page = words_of(query), max(page, 1)
    if not words:
        return Found((), (), page, False)
    rows = IndexedItem.objects.visible_to(user)
    if year is not None:
        rows = rows.filter(year=year)
    for word in words:
        rows = rows.filter(_holds(word))
    start = (page - 1) * PAGE_SIZE
    shown = list(_ranked(rows, words)[start : start + PAGE_SIZE + 1])
    hits = tuple(_hit(row, words) for row in shown[:PAGE_SIZE])
    return Found(words, hits, page, len(shown) > PAGE_SIZE)


def years(user: User) -> list[int]:
    """The years of the issues that the person may open, newest first."""
    return list(
        IndexedItem.objects.visible_to(user).order_by("-year").values_list("year", flat=True).distinct()
    )


def _holds(word: str) -> Q:
    ids = grams.ids_with(word)
    condition = Q(text__contains=word)
    if ids is not None:
        condition &= Q(pk__in=ids)
    if year := _YEAR.fullmatch(word):
        condition |= Q(year=int(year[1]))
    if number := _NUMBER.fullmatch(word):
        condition |= Q(issue__number=int(number[1]))
    return condition


def _ranked(rows: QuerySet[IndexedItem], words: tuple[str, ...]) -> QuerySet[IndexedItem]:
    rank: Any = Value(0, output_field=IntegerField())
    for word in words:
        rank += _count("text", word) + _count("title", word) * Value(_TITLE_WEIGHT - 1)
    ordered = rows.annotate(rank=rank).order_by("-rank", "-year", F("issue__number").desc(), "pk")
    return ordered.select_related("printed", "issue").only(
        "title",
        "printed__title",
        "printed__item",
        "printed__source",
        "printed__paragraphs",
        "printed__position",
        *(f"issue__{name}" for name in ("state", "supplement", "year", "number", "issued_on", "opened_on")),
    )


def _count(field: str, word: str) -> Any:
    without = Length(Replace(F(field), Value(word), Value("")))
    return (Length(F(field)) - without) / Value(len(word))


def _hit(row: IndexedItem, words: tuple[str, ...]) -> Hit:
    printed = row.printed
    whole = printed_text(printed)
    body = whole[len(printed.title) + 1 :]
    return Hit(row.issue, printed.position, marked(printed.title, words), _snippet(body, words))


def _spans(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """(start, end) of every occurrence in the text as printed, merged where they touch."""
    folded, came_from = grams.fold(text)
    found = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            found.append((came_from[at], came_from[at + len(word) - 1] + 1))
            at = folded.find(word, at + 1)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def marked(text: str, words: tuple[str, ...]) -> tuple[Piece, ...]:
    """The text with the words marked."""
    pieces, done = [], 0
    for start, end in _spans(text, words):
        if start > done:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start:end], hit=True))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return tuple(pieces)


def _snippet(body: str, words: tuple[str, ...]) -> tuple[Piece, ...]:
    spans = _spans(body, words)
    first = spans[0][0] if spans else 0
    start = max(first - _AROUND, 0)
    end = min(start + _SNIPPET, len(body))
    pieces = marked(body[start:end].replace("\n", " "), words)
    before = (Piece("…"),) if start else ()
    after = (Piece("…"),) if end < len(body) else ()
    return (*before, *pieces, *after)
