"""The fonts an issue is set in: an office's own folder first, then free fonts that come with the system."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from fontTools.ttLib import TTFont

from taizhang.bulletin.typesetting.document import Level
from taizhang.foundation.word_paper import Role

FONT_FOLDER = Path(__file__).resolve().parent.parent / "fonts"

# What `build` unpacks: file in node_modules, file in the font folder. The npm package calls the regular
# weight of LXGW WenKai 500; the font itself says 400.
BUILT = (
    ("@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-300-normal.woff", "LXGWWenKai-Light.ttf"),
    ("@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff", "LXGWWenKai-Regular.ttf"),
    ("@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.ttf"),
)
LICENCES = (
    ("@fontsource/lxgw-wenkai/LICENSE", "LXGWWenKai-OFL.txt"),
    ("@expo-google-fonts/noto-serif-sc/LICENSE_FONT", "NotoSerifSC-OFL.txt"),
)


ROLE_OF_LEVEL = {Level.BODY: Role.BODY, Level.FIRST: Role.FIRST, Level.SECOND: Role.SECOND}

# Names under which offices have these fonts, the official one first; read from a font's own name table.
_OFFICE_NAMES: Mapping[str, tuple[str, ...]] = {
    Role.TITLE: (
        "方正小标宋简体",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
        "华文中宋",
        "STZhongsong",
    ),
    Role.BODY: (
        "仿宋_GB2312",
        "FangSong_GB2312",
        "方正仿宋_GBK",
        "方正仿宋简体",
        "仿宋",
        "FangSong",
        "华文仿宋",
        "STFangsong",
    ),
    Role.FIRST: ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti"),
    Role.SECOND: (
        "楷体_GB2312",
        "KaiTi_GB2312",
        "方正楷体_GBK",
        "方正楷体简体",
        "楷体",
        "KaiTi",
        "华文楷体",
        "STKaiti",
    ),
    Role.SONG: ("宋体", "SimSun", "方正书宋_GBK", "方正书宋简体", "华文宋体", "STSong"),
    "latin": ("Times New Roman", "Liberation Serif", "Tinos"),
}

# Letters, digits and their marks in text are set in a Latin face; the rest of a line never is.
LATIN = "!-~À-ÖØ-öø-ÿĀāĒēĚěĪīŌōŪūǍ-ǜ"
# The free kai face has narrow quotation marks. A line of 28 cells needs them a cell wide, and pairs such as
# ”， close up only when both marks are of one face.
MARKS = "‘’“”，。、；：？！（）《》〈〉「」『』【】〔〕—…"


class FontNotFound(LookupError):
    """A font file that every installation has is not there: the set-up did not run to its end."""


@dataclass(frozen=True)
class Face:
    """One face as typst names it; `only` narrows it to characters, written as in a regular expression."""

    family: str
    weight: int = 400
    path: Path | None = None
    index: int = 0
    only: str = ""

    def has(self, character: str) -> bool:
        """Whether the face prints the character."""
        if self.only and not _in_set(character, self.only):
            return False
        return self.path is None or ord(character) in _characters(self.path, self.index)


@dataclass(frozen=True)
class FontSet:
    """Folders to read and, for each role, the faces in the order in which they are asked for a character."""

    folders: tuple[Path, ...]
    chains: tuple[tuple[Role, tuple[Face, ...]], ...]

    def chain(self, role: Role) -> tuple[Face, ...]:
        return dict(self.chains)[role]

    def main(self, role: Role) -> Face:
        """The face that the role is named for: the first one that is not narrowed to some characters."""
        return next(face for face in self.chain(role) if not face.only)


def find_fonts(office_folder: Path | str | None = None) -> FontSet:
    """The faces for every role, each from the office's folder where that has one, else from the free fonts.

    Every chain ends with Noto Serif SC, which has the characters that names need and 仿宋_GB2312 lacks. The
    folder is read once in a process. Raises FontNotFound when a font of the installation or the folder is not
    there.
    """
    return _find_fonts(Path(office_folder).resolve() if office_folder else None)


@lru_cache(maxsize=8)
def _find_fonts(office_folder: Path | None) -> FontSet:
    serif, sans = pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()
    light, regular, bold = (FONT_FOLDER / name for _, name in BUILT)
    for path in (serif, sans, light, regular, bold):
        if not path.is_file():
            raise FontNotFound(f"缺少字体文件 {path.name}，请先运行 make setup。")
    if office_folder is not None and not office_folder.is_dir():
        raise FontNotFound(f"字体文件夹 {office_folder} 不存在。")

    office = _office_faces(office_folder) if office_folder else {}
    song = Face("Noto Serif SC", 400, serif)
    free = {
        Role.TITLE: Face("Noto Serif SC", 700, bold),
        Role.BODY: Face("LXGW WenKai", 300, light),
        Role.FIRST: Face("Noto Sans SC", 400, sans),
        Role.SECOND: Face("LXGW WenKai", 400, regular),
        Role.SONG: song,
    }
    latin = office.get("latin", Face("Libertinus Serif"))
    latin = Face(latin.family, latin.weight, latin.path, latin.index, only=LATIN)
    marks = Face(song.family, song.weight, song.path, only=MARKS)

    chains = []
    for role in Role:
        chain = [office[role], free[role], song] if role in office else [free[role], song]
        if role in (Role.BODY, Role.SECOND):
            chain = [latin, *chain] if role in office else [latin, marks, *chain]
        chains.append((role, tuple(dict.fromkeys(chain))))
    folders = (office_folder, serif.parent, FONT_FOLDER) if office_folder else (serif.parent, FONT_FOLDER)
    return FontSet(folders, tuple(chains))


def _office_faces(folder: Path) -> dict[str, Face]:
    """The office's face for each role, by the order of the known names."""
    found: dict[str, tuple[int, Face]] = {}
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    for info in sorted(fonts.fonts(), key=lambda info: (str(info.path), info.index)):
        if info.path is None or info.style != "normal":
            continue
        names = _names(Path(info.path), info.index)
        face = Face(info.family, info.weight, Path(info.path), info.index)
        for role, wanted in _OFFICE_NAMES.items():
            rank = min((wanted.index(name) for name in names if name in wanted), default=None)
            if rank is not None and (
                role not in found or (rank, abs(face.weight - 400)) < _rank(found[role])
            ):
                found[role] = (rank, face)
    return {role: face for role, (_, face) in found.items()}


def _rank(found: tuple[int, Face]) -> tuple[int, int]:
    return found[0], abs(found[1].weight - 400)


def _open(path: Path, index: int) -> TTFont:
    return TTFont(path, fontNumber=index, lazy=True)


def _names(path: Path, index: int) -> set[str]:
    """The family and full names of a face in every language of its name table."""
    with _open(path, index) as font:
        return {record.toUnicode() for record in font["name"].names if record.nameID in (1, 4, 16)}


@lru_cache(maxsize=32)
def _characters(path: Path, index: int) -> frozenset[int]:
    """The code points that a face has a glyph for."""
    with _open(path, index) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=8)
def _expanded(characters: str) -> frozenset[str]:
    """The characters of a set such as "!-~À-Ö"."""
    members: set[str] = set()
    at = 0
    while at < len(characters):
        if characters[at + 1 : at + 2] == "-" and at + 2 < len(characters):
            members.update(map(chr, range(ord(characters[at]), ord(characters[at + 2]) + 1)))
            at += 3
        else:
            members.add(characters[at])
            at += 1
    return frozenset(members)


def _in_set(character: str, characters: str) -> bool:
    return character in _expanded(characters)


def build(node_modules: Path, out: Path) -> list[Path]:
    """Unpack the free fonts that npm brought into `out`, with licences and a note of the packages' versions.

    A folder that holds the same versions is left as it is. Returns the font files. Raises FontNotFound naming
    a file that the packages do not have.
    """
    fonts = [out / name for _, name in BUILT]
    note, versions = out / "SOURCES.txt", _versions(node_modules)
    if all(path.is_file() for path in fonts) and note.is_file() and note.read_text("utf-8") == versions:
        return fonts
    out.mkdir(parents=True, exist_ok=True)
    note.unlink(missing_ok=True)
    for source, name in (*BUILT, *LICENCES):
        _unpack(_packed(node_modules, source), out / name)
    note.write_text(versions, "utf-8")
    return fonts


def _packed(node_modules: Path, source: str) -> Path:
    path = node_modules / source
    if not path.is_file():
        raise FontNotFound(f"{path} is not there: run npm ci in frontend first")
    return path


def _versions(node_modules: Path) -> str:
    """The packages and versions that the fonts come from, one a line."""
    packages = sorted({"/".join(source.split("/")[:2]) for source, _ in BUILT})
    manifests = [
        json.loads(_packed(node_modules, f"{name}/package.json").read_text("utf-8")) for name in packages
    ]
    return "".join(f"{manifest['name']} {manifest['version']}\n" for manifest in manifests)


def _unpack(packed: Path, target: Path) -> None:
    """Copy a file, a WOFF as the TrueType font that it holds; whole or not at all."""
    part = target.with_suffix(".part")
    if packed.suffix == ".woff":
        with TTFont(packed, lazy=True, recalcTimestamp=False, recalcBBoxes=False) as font:
            font.flavor = None
            font.save(part, reorderTables=False)
    else:
        part.write_bytes(packed.read_bytes())
    part.replace(target)


def main(arguments: Iterable[str]) -> int:
    """`python -m taizhang.bulletin.typesetting.fonts build <node_modules> <out>`."""
    match list(arguments):
        case ["build", node_modules, out]:
            for path in build(Path(node_modules), Path(out)):
                print(path)
            return 0
    print(main.__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
