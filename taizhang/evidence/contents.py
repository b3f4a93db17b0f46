"""What an uploaded file really is, judged by its content: photos are re-encoded, papers are taken by their signature."""

import hashlib
import io
import warnings
import zipfile
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pi_heif
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from taizhang.foundation.clock import SHANGHAI
from taizhang.foundation.refusals import Refused

pi_heif.register_heif_opener()

LIMIT_MB = 20
PIXELS = 60_000_000
THUMBNAIL = (480, 360)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Format as Pillow names it → (format in which it is kept, media type, extension).
IMAGES = {
    "JPEG": ("JPEG", "image/jpeg", ".jpg"),
    "MPO": ("JPEG", "image/jpeg", ".jpg"),
    "PNG": ("PNG", "image/png", ".png"),
    "WEBP": ("WEBP", "image/webp", ".webp"),
    "HEIF": ("JPEG", "image/jpeg", ".jpg"),
}
# MPO, several pictures in one file, is opened by the reader of JPEG.
OPENED = tuple(kind for kind in IMAGES if kind != "MPO")
# A part that the archive must hold → (media type, extension).
ARCHIVES = {
    "OFD.xml": ("application/ofd", ".ofd"),
    "word/document.xml": (DOCX, ".docx"),
    "xl/workbook.xml": (XLSX, ".xlsx"),
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Content:
    """A file that was taken: the bytes to keep, what they are, and what the camera said about the photo."""

    data: bytes
    media_type: str
    extension: str
    original_digest: str
    thumbnail: bytes | None = None
    taken_at: datetime | None = None
    place: tuple[Decimal, Decimal] | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of what is kept, as 64 hex digits."""
        return hashlib.sha256(self.data).hexdigest()


def read(data: bytes, *, plain_text: bool = False) -> Content:
    """Judge a file by its content; raises Refused with what is wrong and what to do. `plain_text` takes text as well."""
    if not data:
        raise Refused(_("这个文件是空的，请重新选择。"), field="file")
    if len(data) > LIMIT_MB * 1024 * 1024:
        raise Refused(_("文件超过 %d MB。请压缩或分成几份再传。") % LIMIT_MB, field="file")
    original = hashlib.sha256(data).hexdigest()
    if data.startswith(OLD_OFFICE):
        raise Refused(_("这是旧版 Word 或 Excel 文件，请另存为 .docx 或 .xlsx 再传。"), field="file")
    if b"%PDF-" in data[:1024]:
        return Content(data, "application/pdf", ".pdf", original)
    if data.startswith(b"PK\x03\x04"):
        media_type, extension = _archive(data)
        return Content(data, media_type, extension, original)
    if plain_text and _is_text(data):
        return Content(data, "text/plain", ".txt", original)
    return _photo(data, original)


def _is_text(data: bytes) -> bool:
    """Whether the bytes are text in one of the encodings of offices."""
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(ord(each) < ord(" ") and each not in "\t\n\r\f" for each in text)
    return False


def _archive(data: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lstrip("/") for name in archive.namelist()}
    except zipfile.BadZipFile as error:
        raise Refused(_("这个文件不完整，打不开。请重新导出再传。"), field="file") from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(_("文件里有宏，不能收。请另存为不带宏的 .docx 或 .xlsx。"), field="file")
    for part, kind in ARCHIVES.items():
        if part in names:
            return kind
    raise _unknown()


def _unknown() -> Refused:
    return Refused(_("只收照片（JPEG、PNG、WebP、HEIC）和 PDF、OFD、.docx、.xlsx 文件。"), field="file")


def _photo(data: bytes, original: str) -> Content:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=OPENED) as picture:
                if picture.width * picture.height > PIXELS:
                    raise Refused(_("照片的像素太多，请缩小后再传。"), field="file")
                return _reencoded(picture, original)
    except UnidentifiedImageError as error:
        raise _unknown() from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(_("这张照片不完整，打不开。请重新拍或重新导出再传。"), field="file") from error


def _reencoded(picture: Image.Image, original: str) -> Content:
    exif = picture.getexif()
    taken_at, place = _taken_at(exif), _place(exif)
    kept_as, media_type, extension = IMAGES[picture.format or ""]
    plain = ImageOps.exif_transpose(picture)
    plain = plain.convert("RGBA" if kept_as != "JPEG" and plain.has_transparency_data else "RGB")
    small = plain.convert("RGB")
    small.thumbnail(THUMBNAIL)
    options: dict[str, Any] = {"PNG": {"optimize": False}}.get(kept_as, {"quality": 90})
    return Content(
        _saved(plain, kept_as, **options),
        media_type,
        extension,
        original,
        _saved(small, "JPEG", quality=80),
        taken_at,
        place,
    )


def _saved(picture: Image.Image, kept_as: str, **options: Any) -> bytes:
    bare = picture.copy()
    bare.info = {}
    buffer = io.BytesIO()
    bare.save(buffer, kept_as, **options)
    return buffer.getvalue()


def _taken_at(exif: Image.Exif) -> datetime | None:
    """The instant that the camera wrote; without an offset it is Shanghai time."""
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    text = str(camera.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or "").strip(
        "\0 "
    )
    offset = str(camera.get(ExifTags.Base.OffsetTimeOriginal) or "").strip("\0 ")
    try:
        if offset:
            return datetime.strptime(text + offset, "%Y:%m:%d %H:%M:%S%z")
        return datetime.strptime(text, "%Y:%m:%d %H:%M:%S").replace(tzinfo=SHANGHAI)
    except ValueError:
        return None


def _place(exif: Image.Exif) -> tuple[Decimal, Decimal] | None:
    """(latitude, longitude) in WGS-84 degrees with six decimals."""
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        latitude = _degrees(gps[ExifTags.GPS.GPSLatitude], gps.get(ExifTags.GPS.GPSLatitudeRef), "S", 90)
        longitude = _degrees(gps[ExifTags.GPS.GPSLongitude], gps.get(ExifTags.GPS.GPSLongitudeRef), "W", 180)
    except (KeyError, ValueError, ZeroDivisionError, TypeError):
        return None
    return latitude, longitude


def _degrees(parts: Any, side: Any, negative: str, most: int) -> Decimal:
    degrees, minutes, seconds = (Fraction(str(float(part))) for part in parts)
    whole = degrees + minutes / 60 + seconds / 3600
    if not 0 <= whole <= most:
        raise ValueError("no such place on earth")
    value = Decimal(whole.numerator) / Decimal(whole.denominator)
    return (-value if str(side).strip("\0 ").upper() == negative else value).quantize(Decimal("0.000001"))
