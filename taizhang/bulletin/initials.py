"""The first letters of the pinyin of a text, told by the order of GB 2312, so that typing qytr finds 签约投入."""

from functools import lru_cache

# The first character of every letter in level 1 of GB 2312 (3,755 characters in the order of their pinyin).
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "abcdefghjklmnopqrstwxyz"
_BOUNDS = tuple(zip((each.encode("gb2312") for each in _FIRST), _LETTERS, strict=True))
_END = "座".encode("gb2312")  # the last of level 1; rarer characters stand in the order of their radicals


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """ "出动人次" → "cdrc"; letters and digits stay, in lower case; what has no letter is left out."""
    return "".join(_initial(character) for character in text)


def _initial(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    if len(code) != 2 or not _BOUNDS[0][0] <= code <= _END:
        return ""
    return next(letter for first, letter in reversed(_BOUNDS) if code >= first)
