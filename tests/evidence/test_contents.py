"""Uploads are judged by their content: photos re-encoded, papers by signature, everything else refused in a sentence."""

import base64
import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PIL import ExifTags, Image

from taizhang.evidence import contents
from taizhang.foundation.refusals import Refused

# A red picture as an iPhone keeps it, taken on 18 June 2020 at 10:30; the library here reads HEIC but writes none.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ADRpbG9jAAAAAERAAAIAAQAAAAAB4gABAAAAAAAAABkAAgAAAAAB+wABAAAAAAAAAEoAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAA"
    "kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq"
    "5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh"
    "cAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAA"
    "ABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAAa21kYXQAAAAVKAGvBBj4ynHX//Syn76gLtjdIR5wAAAABkV4aWYAAE1NACoAAAAI"
    "AAGHaQAEAAAAAQAAABoAAAAAAAGQAwACAAAAFAAAACwAAAAAMjAyMDowNjoxOCAxMDozMDowMAA="
)


def photo(
    kind: str = "JPEG", *, size: tuple[int, int] = (64, 48), exif: bool = True, mode: str = "RGB"
) -> bytes:
    picture, buffer = Image.new(mode, size, "red"), io.BytesIO()
    said = Image.Exif()
    if exif:
        said[ExifTags.Base.Make] = "Camera of a private person"
        said[ExifTags.Base.Orientation] = 6
        camera = said.get_ifd(ExifTags.IFD.Exif)
        camera[ExifTags.Base.DateTimeOriginal] = "2020:06:18 10:30:00"
        place = said.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitude], place[ExifTags.GPS.GPSLatitudeRef] = (34.0, 48.0, 9.0), "N"
        place[ExifTags.GPS.GPSLongitude], place[ExifTags.GPS.GPSLongitudeRef] = (113.0, 18.0, 27.0), "E"
    picture.save(buffer, kind, exif=said)
    return buffer.getvalue()


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return buffer.getvalue()


def test_a_photo_loses_what_the_camera_wrote_but_its_time_and_place_are_kept_apart() -> None:
    found = contents.read(photo())
    assert found.taken_at == datetime(2020, 6, 18, 2, 30, tzinfo=UTC)
    assert found.place == (Decimal("34.802500"), Decimal("113.307500"))
    assert b"Camera of a private person" not in found.data and b"Exif" not in found.data
    with Image.open(io.BytesIO(found.data)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (48, 64), {})  # turned upright
    assert found.digest != found.original_digest


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("WEBP", "image/webp")])
def test_other_kinds_of_photos_are_taken_too(kind: str, media_type: str) -> None:
    found = contents.read(photo(kind))
    assert found.media_type == media_type and found.thumbnail is not None
    assert contents.read(photo(kind, exif=False)).taken_at is None


def test_a_photo_of_an_iphone_is_kept_as_jpeg_with_its_time_beside_it() -> None:
    found = contents.read(HEIC)
    assert (found.media_type, found.extension) == ("image/jpeg", ".jpg")
    assert found.taken_at == datetime(2020, 6, 18, 2, 30, tzinfo=UTC)
    with Image.open(io.BytesIO(found.data)) as kept:
        assert kept.size == (64, 48)


def test_a_see_through_picture_stays_see_through_and_a_grey_one_is_taken() -> None:
    clear, buffer = Image.new("RGBA", (8, 8), (255, 0, 0, 0)), io.BytesIO()
    clear.save(buffer, "PNG")
    with Image.open(io.BytesIO(contents.read(buffer.getvalue()).data)) as kept:
        assert kept.mode == "RGBA"
    assert contents.read(photo("PNG", mode="L", exif=False)).media_type == "image/png"


def test_the_same_photo_is_kept_as_the_same_bytes() -> None:
    assert contents.read(photo()).digest == contents.read(photo()).digest


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (b"%PDF-1.7\n...", ".pdf"),
        (archive("OFD.xml", "Doc_0/Document.xml"), ".ofd"),
        (archive("[Content_Types].xml", "word/document.xml"), ".docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), ".xlsx"),
    ],
)
def test_papers_are_known_by_their_signature_and_kept_as_they_came(data: bytes, extension: str) -> None:
    found = contents.read(data)
    assert (found.extension, found.data, found.digest) == (extension, data, found.original_digest)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空的"),
        (b"just text", "只收照片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "只收照片"),
        (b"<html><script>alert(1)</script></html>", "只收照片"),
        (b"GIF89a" + b"\0" * 40, "只收照片"),
        (b"MZ" + b"\0" * 100, "只收照片"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "旧版"),
        (archive("something.txt"), "只收照片"),
        (archive("xl/workbook.xml", "xl/vbaProject.bin"), "有宏"),
        (b"PK\x03\x04" + b"\0" * 50, "不完整"),
        (photo()[:300], "不完整"),
        (b"\0" * (contents.LIMIT_MB * 1024 * 1024 + 1), "超过 20 MB"),
    ],
)
def test_everything_else_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        contents.read(data)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(contents, "PIXELS", 1000)
    with pytest.raises(Refused, match="像素太多"):
        contents.read(photo())


def test_a_nonsense_place_is_left_out() -> None:
    said, buffer = Image.Exif(), io.BytesIO()
    place = said.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitude], place[ExifTags.GPS.GPSLongitude] = (400.0, 0.0, 0.0), (1.0, 2.0, 3.0)
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", exif=said)
    assert contents.read(buffer.getvalue()).place is None
