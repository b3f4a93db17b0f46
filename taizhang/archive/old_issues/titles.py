"""Where a title ends that was run together with its text: told by form, so every cut is a proposal for a person."""

import re

from taizhang.archive.old_issues.lines import tidy

LEAST, MOST = 6, 45  # characters of a title
_ENOUGH = 5
_NUMBERED = r"\d{1,2}\s*月\s*\d{1,2}\s*日"
_OPENERS = re.compile(
    rf"{_NUMBERED}(?:上午|下午|晚|至|[，,—、])?|近日|日前|近期|近来|连日来|今年以来|今年[，,]|入[春夏秋冬]以来|上半年[，,]|"
    r"截至|一是|一要|为(?:了|进一步|深入|切实|全面|扎实|贯彻|认真|有效|确保)|按照|根据|针对|围绕|面对|随着|"
    r"[一二三四]季度[，,]|\d{4}\s*年(?:以来|\s*\d{1,2}\s*月)"
)
_SURE_DAY = re.compile(rf"{_NUMBERED}[，,上下]")
_SPEAKING = ("强调", "要求", "指出", "认为", "表示", "提出", "如下", "部署", "时说", "意见", "建议", "做到")
_LEANING = tuple("的和在于与了为从自至到由以及对将把被等是年定")
_STOPS = "。；！？：，、"


def cut(raw: str) -> tuple[str, str] | None:
    """(title, text) of a paragraph that begins with its title; None where it shows no sign of one.

    Signs: a blank at the cut, a beginning such as "6月12日，", "近日" or "一是" after it, the title's words said again.
    """
    best: tuple[int, int, int] | None = None
    for end, start, blank in _places(raw):
        score = _score(raw[:end], raw[start:], blank)
        if score >= _ENOUGH and (best is None or score > best[0]):
            best = (score, end, start)
    return (tidy(raw[: best[1]]), raw[best[2] :].strip()) if best else None


def _places(raw: str) -> list[tuple[int, int, bool]]:
    """(end of the title, start of the text, whether a blank stands between) of every place worth a look."""
    head = raw[: MOST * 2]
    blanks = [(found.start(), found.end(), True) for found in re.finditer(r"\s+", head) if found.start()]
    openers = [(found.start(), found.start(), False) for found in _OPENERS.finditer(head) if found.start()]
    return blanks + openers


def _score(title: str, body: str, blank: bool) -> int:
    title, body = tidy(title), body.lstrip()
    if not LEAST <= len(title) <= MOST or any(mark in title for mark in "。；！？") or len(body) < len(title):
        return 0
    score = 2 if blank else 0
    if _OPENERS.match(body):
        score += 3
        if not blank and title[-1] not in _STOPS:
            score += 2 if _SURE_DAY.match(body) or not body[0].isdigit() else 1
    if _said_again(title, tidy(body[:160])):
        score += 3
    score -= 3 * (title.count("，") + title.count("："))
    if title.endswith(_SPEAKING) or title.endswith(_LEANING) or title[-1] in _STOPS:
        score -= 4
    if blank and (title[-1].isdigit() or (body[0].isdigit() and not _OPENERS.match(body))):
        score -= 2
    return score


def _said_again(title: str, body: str) -> bool:
    """Whether the text soon repeats a long stretch of the title."""
    least = max(6, len(title) * 2 // 5)
    return any(title[at : at + least] in body for at in range(len(title) - least + 1))
