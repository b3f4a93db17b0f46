"""The foot of an old issue: for whom it was, who edited it, how many copies were made."""

import re
from dataclasses import dataclass, field
from datetime import date

from taizhang.archive.old_issues.head import day_in, publisher_in
from taizhang.archive.old_issues.lines import is_ornament, tidy

MOST_LINES = 14
_LABELS = {
    "sent_to": r"本期送|报送|呈报|呈送|主送|报|送",
    "distributed_to": r"本期发|分发|分送|抄送|抄报|发至|发",
    "editors": r"责任编辑|本期编辑|责\s*编|编\s*辑|编\s*审",
    "other": r"签\s*发|审\s*核|核\s*稿|校\s*对|主\s*编|联系电话|电\s*话|邮\s*箱|传\s*真|地\s*址|投稿.{0,4}|联系人",
}
_LABEL = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items()) + "")
_LABELLED = re.compile(rf"(?:^|(?<=[\s，。；、]))(?:{_LABEL.pattern})\s*[：:]")
_COPIES = re.compile(r"[（(]?(?:共印|印数[：:]?|印制?|印发)\s*(\d{1,5})\s*份?[）)]?")
_SEPARATED = re.compile(r"[\s、，,；;]+")
_COLOPHON = re.compile(r"台账日志\d+·[0-9a-f]{64}")


@dataclass
class Foot:
    """What the foot gave; `first` is the place of its first line, the number of lines where there is no foot."""

    first: int
    sent_to: str = ""
    distributed_to: str = ""
    editors: str = ""
    copies: int | None = None
    publisher: str = ""
    issued_on: date | None = None
    left: list[str] = field(default_factory=list)


def read_foot(lines: list[str]) -> Foot:
    """Read the last lines from the first that bears a label on."""
    kept = [place for place, line in enumerate(lines) if not is_ornament(line)][-MOST_LINES:]
    first = next((place for place in kept if _opens(lines[place])), len(lines))
    foot = Foot(first)
    label = ""
    for line in lines[first:]:
        if not is_ornament(line):
            label = _take(foot, line.strip(), label)
    foot.editors = "、".join(each for each in _SEPARATED.split(foot.editors) if each)
    return foot


def _opens(line: str) -> bool:
    text = tidy(line)
    if "。" in text:
        return False
    found = _LABELLED.match(line.strip())
    return bool(found or _COPIES.fullmatch(text) or _COLOPHON.fullmatch(text) or _imprint(text))


def _imprint(text: str) -> bool:
    """An office and a day in one short line, such as 中共某区委办公室2019年3月8日印发."""
    bare = re.sub(r"印发$|编印$", "", text)
    return len(text) <= 45 and day_in(text) is not None and bool(publisher_in(bare))


def _take(foot: Foot, line: str, label: str) -> str:
    """Keep what a line says; returns the label under which the next line may go on."""
    if found := _COPIES.search(line):
        foot.copies = foot.copies or int(found[1])
        line = line.replace(found[0], " ").strip()
    text = tidy(line)
    if not text or _COLOPHON.fullmatch(text):
        return label
    if _imprint(text):
        foot.issued_on = day_in(text)
        foot.publisher = publisher_in(re.sub(r"印发$|编印$", "", text))
        return ""
    marks = list(_LABELLED.finditer(line))
    if not marks:
        if label in ("sent_to", "distributed_to"):
            setattr(foot, label, getattr(foot, label) + tidy(line))
        elif label != "other":
            foot.left.append(text)
        return label
    if marks[0].start():
        foot.left.append(tidy(line[: marks[0].start()]))
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(line)
        name = mark.lastgroup or "other"
        said = line[mark.end() : end].strip()
        _keep(foot, name, said)
        label = name
    return label


def _keep(foot: Foot, name: str, said: str) -> None:
    if name == "editors":
        foot.editors = f"{foot.editors} {said}".strip()
    elif name != "other":
        before = getattr(foot, name)
        setattr(foot, name, f"{before}；{tidy(said)}" if before else tidy(said).rstrip("。"))
