"""Where a line may break: never between a number and its unit, always somewhere in a long Latin word."""

import re
from collections.abc import Iterator

from taizhang.bulletin.typesetting.document import Figure, Run

_NUMBER = r"\d[\d,]{0,15}(?:\.\d{1,8})?"
_UNIT = (
    r"个百分点|百分点|平方公里|平方米|立方米|公里|公顷|美元|人次|家次|户次|车次|批次|小时|分钟|"
    r"[元人家户个项次处件起条名座栋台套辆份期批亩吨米年月日时天周类级号宗所支间张]"
)
# 120余人次, 225.7亿元, 3.2—3.5亿元, 37.22%, 2020年: GB/T 9704 asks that a number is not parted from its unit.
_TOGETHER = re.compile(
    rf"(?<![A-Za-z\d.]){_NUMBER}(?:[—–~～\-]{_NUMBER})?[%％‰]?[余多]?[十百千万亿]{{0,3}}[余多]?(?:{_UNIT})?(?:左右)?"
)
_BARE = re.compile(r"[\d,.]+")
_LONG_LATIN = re.compile(r"[!-~]{31,}")
_LATIN_CELLS = 30
_WIDEST_FIGURE = 24  # characters; a line holds 28
ZERO_WIDTH_SPACE = "\u200b"


def _parted(text: str) -> str:
    """Long Latin words with places to break, so that an address of 80 letters does not run off the paper."""

    def part(match: re.Match[str]) -> str:
        word = match.group()
        return ZERO_WIDTH_SPACE.join(word[at : at + _LATIN_CELLS] for at in range(0, len(word), _LATIN_CELLS))

    return _LONG_LATIN.sub(part, text)


def stretches(runs: tuple[Run, ...]) -> Iterator[tuple[str, bool]]:
    """The runs as (text, kept together): figures always, in typed text every number that carries a unit."""
    for run in runs:
        if isinstance(run, Figure):
            yield str(run), len(str(run)) <= _WIDEST_FIGURE
            continue
        done = 0
        for match in _TOGETHER.finditer(run):
            if _BARE.fullmatch(match.group()):
                continue  # it does not break anyway
            if match.start() > done:
                yield _parted(run[done : match.start()]), False
            yield match.group(), True
            done = match.end()
        if done < len(run):
            yield _parted(run[done:]), False


# A title of two lines breaks at a mark where there is one near its middle: 7.3.1 of the standard,
# 词意完整，排列对称，长短适宜.
_TITLE_CELLS = 20  # 二号 characters on a line of 156 mm
_TITLE_BREAK = re.compile(r"(?<=[”’》）、，：；！？ 　])(?![”’》）、，：；！？])|(?=[“‘《（])")


def cells(text: str) -> float:
    """The width of a text in characters of a Chinese line; Latin letters and digits are taken as 0.6."""
    return sum(0.6 if character < "\u0100" else 1.0 for character in text)


def title_lines(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a title: as the editor broke them, else two parted at a mark near the middle, else one."""
    if len(lines) != 1 or not _TITLE_CELLS < cells(lines[0]) <= 2 * _TITLE_CELLS:
        return lines
    title = lines[0]
    halves = [
        (title[: m.start()].rstrip(), title[m.start() :].lstrip()) for m in _TITLE_BREAK.finditer(title)
    ]
    fitting = [pair for pair in halves if all(4 <= cells(half) <= _TITLE_CELLS for half in pair)]
    if not fitting:
        return lines

    def unevenness(pair: tuple[str, str]) -> float:
        """Characters by which the lines differ; a break inside a pair of marks counts as far off."""
        first, second = pair
        inside = sum(first.count(mark) for mark in "“‘《（") > sum(first.count(mark) for mark in "”’》）")
        return abs(cells(first) - cells(second)) + (6 if inside else 0)

    best = min(fitting, key=unevenness)
    return best if unevenness(best) <= 10 else lines
