"""Whether every character of an issue can be printed, and in which face, asked before anything is set."""

from collections.abc import Iterator

from taizhang.bulletin.typesetting.document import IssueDocument, printed_source
from taizhang.bulletin.typesetting.fonts import ROLE_OF_LEVEL, Face, FontSet, Role
from taizhang.foundation.refusals import Refused


class GlyphMissing(Refused):
    """The fonts lack characters of the issue; `characters` holds them by role, in the order of the text."""

    def __init__(self, characters: dict[Role, tuple[str, ...]]) -> None:
        self.characters = characters
        named = "；".join(
            f"{role.label}缺 {' '.join(map(_named, chars))}" for role, chars in characters.items()
        )
        super().__init__(f"字库缺字，不能排印：{named}。请改字或在字体文件夹中补充字体。")


def _named(character: str) -> str:
    """The character with its code point, since one that no font has may not show on screen either."""
    code = f"U+{ord(character):04X}"
    return f"“{character}”（{code}）" if character.isprintable() else code


def texts_by_role(document: IssueDocument) -> Iterator[tuple[Role, str]]:
    """Every printed text of the issue with the hand that it is set in."""
    yield Role.TITLE, document.masthead
    yield Role.FIRST, document.secrecy
    yield Role.BODY, document.serial
    yield Role.BODY, document.number_line
    yield Role.BODY, document.publisher + document.date_line
    for item in document.items:
        yield Role.TITLE, "".join(item.title_lines)
        for block in item.blocks:
            yield ROLE_OF_LEVEL[block.level], block.text
        yield Role.SECOND, printed_source(item.source)
    for label, names in document.recipients:
        yield Role.BODY, f"{label}：{names}"
    yield Role.BODY, document.editors_line + document.copies_line
    yield Role.SONG, document.colophon
    yield Role.SONG, "— 0123456789"


def _faces_used(document: IssueDocument, fonts: FontSet) -> dict[Role, dict[str, Face | None]]:
    """For every role the characters in the order of the text, each with the first face that has it."""
    used: dict[Role, dict[str, Face | None]] = {role: {} for role in Role}
    for role, text in texts_by_role(document):
        faces = used[role]
        for character in text:
            if character not in faces:
                faces[character] = next((face for face in fonts.chain(role) if face.has(character)), None)
    return used


def missing_characters(document: IssueDocument, fonts: FontSet) -> list[str]:
    """The characters that no face of their role has, as "仿宋: 字" in the order of the text."""
    return [
        f"{role.label}: {character}"
        for role, chars in _missing(document, fonts).items()
        for character in chars
    ]


def substitutions(document: IssueDocument, fonts: FontSet) -> list[str]:
    """What is set in a later face of the declared order, as "仿宋: 字 → Noto Serif SC", for proof-reading."""
    found = []
    for role, faces in _faces_used(document, fonts).items():
        main = fonts.main(role)
        for character, face in faces.items():
            if face is not None and face != main and not face.only:
                found.append(f"{role.label}: {character} → {face.family}")
    return found


def require_glyphs(document: IssueDocument, fonts: FontSet) -> None:
    """Raise GlyphMissing with every character that cannot be printed."""
    if missing := _missing(document, fonts):
        raise GlyphMissing(missing)


def _missing(document: IssueDocument, fonts: FontSet) -> dict[Role, tuple[str, ...]]:
    missing = {
        role: tuple(character for character, face in faces.items() if face is None)
        for role, faces in _faces_used(document, fonts).items()
    }
    return {role: characters for role, characters in missing.items() if characters}
