"""Fonts: found, built and asked in a declared order; a character that none has is named before anything is set."""

import json
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from taizhang.bulletin.typesetting import fonts as fonts_module
from taizhang.bulletin.typesetting.coverage import GlyphMissing, missing_characters, substitutions
from taizhang.bulletin.typesetting.document import Level, Paragraph
from taizhang.bulletin.typesetting.fonts import (
    BUILT,
    LATIN,
    LICENCES,
    FontNotFound,
    Role,
    build,
    find_fonts,
    main,
)
from taizhang.bulletin.typesetting.pdf import render_pdf
from tests.bulletin.printed_pages import issue, item, measured, printed


def make_font(path: Path, names: dict[str, str], characters: str, *, flavor: str | None = None) -> None:
    """A font with a square for every character; `names` by language."""
    glyphs = [".notdef", *(f"u{ord(character):04X}" for character in characters)]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(character): f"u{ord(character):04X}" for character in characters})
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(corner)
    pen.closePath()
    builder.setupGlyf({glyph: pen.glyph() for glyph in glyphs})
    builder.setupHorizontalMetrics({glyph: (1000, 100) for glyph in glyphs})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(
        {"familyName": names, "styleName": "Regular", "psName": names["en"].replace(" ", "")}
    )
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=400)
    builder.setupPost()
    builder.font.flavor = flavor
    builder.save(path)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office's folder: a 仿宋 that has only the characters of the word for a short item, under its Chinese name."""
    make_font(
        tmp_path / "simfang.ttf",
        {"en": "FangSong_GB2312", "zh-Hans": "仿宋_GB2312"},
        "第期中共城关区委办公室短讯",
    )
    make_font(tmp_path / "other.ttf", {"en": "Some Hand"}, "短讯")
    return tmp_path


def test_every_role_has_a_face_and_ends_with_the_font_of_rare_characters() -> None:
    found = find_fonts()

    for role in Role:
        assert found.chain(role)[-1].family == "Noto Serif SC"
    assert [found.main(role).family for role in Role] == [
        "Noto Serif SC",
        "LXGW WenKai",
        "Noto Sans SC",
        "LXGW WenKai",
        "Noto Serif SC",
    ]


def test_an_offices_font_comes_before_the_free_one_of_its_role_only(office: Path) -> None:
    found = find_fonts(office)

    assert found.main(Role.BODY).path == office / "simfang.ttf"
    assert [face.family for face in found.chain(Role.BODY) if not face.only][1:] == [
        "LXGW WenKai",
        "Noto Serif SC",
    ]
    assert found.chain(Role.TITLE) == find_fonts().chain(Role.TITLE)


def test_an_offices_font_is_printed_with_and_what_it_lacks_is_said(office: Path) -> None:
    document = issue(item("短讯", "短讯短讯王堃", source=""))

    (line,) = [
        line for line in measured(render_pdf(document, find_fonts(office)))[0].lines if "王" in line.text
    ]
    assert line.fonts == ("FangSong_GB2312", "LXGWWenKai-Regular")
    assert {"仿宋: 王 → LXGW WenKai", "仿宋: 堃 → LXGW WenKai"} <= set(
        substitutions(document, find_fonts(office))
    )


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(FontNotFound, match="no-such-folder"):
        find_fonts("/no-such-folder")


def test_fonts_that_were_not_set_up_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts_module, "FONT_FOLDER", tmp_path)
    fonts_module._find_fonts.cache_clear()
    try:
        with pytest.raises(FontNotFound, match=r"LXGWWenKai-Light\.ttf.*make setup"):
            find_fonts()
    finally:
        fonts_module._find_fonts.cache_clear()


@pytest.mark.parametrize("name", list("镕堃喆翀珺玥昇犇祎垚赟䶮"))
def test_rare_characters_of_names_are_covered_in_every_role(name: str) -> None:
    document = issue(
        item(name, name, Paragraph((name,), Level.FIRST), Paragraph((name,), Level.SECOND), source=name)
    )

    assert missing_characters(document, find_fonts()) == []


def test_a_character_that_the_song_face_has_and_the_body_face_lacks_is_a_declared_substitution() -> None:
    document = issue(item("题", "㐀"))

    assert substitutions(document, find_fonts()) == ["仿宋: 㐀 → Noto Serif SC"]
    assert any(
        "NotoSerifSC-Regular" in line.fonts for line in printed(document)[0].lines if "㐀" in line.text
    )


def test_an_ordinary_issue_needs_no_substitution() -> None:
    assert substitutions(issue(), find_fonts()) == []


def test_a_missing_character_is_named_with_its_role_and_nothing_is_set() -> None:
    document = issue(item("题😀", "文\ue000", Paragraph(("𪚥",), Level.FIRST)), colophon="\U0001f600")

    with pytest.raises(GlyphMissing) as refusal:
        render_pdf(document)

    assert refusal.value.characters == {
        Role.TITLE: ("😀",),
        Role.BODY: ("\ue000",),
        Role.FIRST: ("𪚥",),
        Role.SONG: ("\U0001f600",),
    }
    assert "小标宋缺 “😀”（U+1F600）" in str(refusal.value) and "仿宋缺 U+E000" in str(refusal.value)
    assert missing_characters(document, find_fonts()) == [
        "小标宋: 😀",
        "仿宋: \ue000",
        "黑体: 𪚥",
        "宋体: 😀",
    ]


def test_a_lone_surrogate_is_refused_and_not_passed_on() -> None:
    with pytest.raises(GlyphMissing, match=r"U\+D800"):
        render_pdf(issue(item("题", "文\ud800")))


def test_every_latin_character_is_in_the_latin_face() -> None:
    letters = "".join(sorted(fonts_module._expanded(LATIN)))
    lines = [line for page in printed(issue(item("稿", letters, source=""))) for line in page.body]

    set_in_latin = [line for line in lines if line.fonts == ("LibertinusSerif-Regular",)]
    assert sum(len(line.text) for line in set_in_latin) >= len(letters)


def modules(folder: Path, version: str = "5.3.0") -> Path:
    """A node_modules with the files that `build` asks for."""
    for source, name in BUILT:
        path = folder / source
        path.parent.mkdir(parents=True, exist_ok=True)
        make_font(path, {"en": name}, "短讯", flavor="woff" if path.suffix == ".woff" else None)
        package = folder / "/".join(source.split("/")[:2])
        (package / "package.json").write_text(json.dumps({"name": package.name, "version": version}))
    for source, _ in LICENCES:
        (folder / source).write_text("SIL OPEN FONT LICENSE")
    return folder


def test_build_unpacks_the_fonts_with_their_licences(tmp_path: Path) -> None:
    out = tmp_path / "fonts"

    built = build(modules(tmp_path / "node_modules"), out)

    assert [path.name for path in built] == [name for _, name in BUILT]
    for path in built:
        assert TTFont(path).flavor is None and ord("短") in TTFont(path).getBestCmap()
    assert {path.name for path in out.iterdir()} == {
        *(name for _, name in BUILT),
        *(name for _, name in LICENCES),
        "SOURCES.txt",
    }


def test_build_leaves_fonts_of_the_same_version_and_replaces_others(tmp_path: Path) -> None:
    out, packages = tmp_path / "fonts", tmp_path / "node_modules"
    first = build(modules(packages), out)[0]
    first.write_bytes(b"touched")

    build(packages, out)
    assert first.read_bytes() == b"touched"
    build(modules(packages, "5.4.0"), out)
    assert first.read_bytes() != b"touched"


def test_build_names_a_file_that_the_packages_lack(tmp_path: Path) -> None:
    packages = modules(tmp_path)
    (packages / BUILT[2][0]).unlink()

    with pytest.raises(FontNotFound, match=r"NotoSerifSC_700Bold\.ttf"):
        build(packages, tmp_path / "fonts")


def test_the_command_says_how_it_is_called(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["bild"]) == 2
    assert "build <node_modules> <out>" in capsys.readouterr().err
    assert main(["build", str(modules(tmp_path)), str(tmp_path / "fonts")]) == 0
