"""The folder of evidence: a file's address is the SHA-256 of its content, so nothing is kept twice or changed unseen."""

import os
import re
import tempfile
from pathlib import Path

from django.conf import settings

DIGEST = re.compile(r"[0-9a-f]{64}")


def _folder() -> Path:
    return Path(settings.FILES_DIR) / "evidence"


def _address(digest: str, suffix: str = "") -> Path:
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is no SHA-256")
    return _folder() / digest[:2] / f"{digest[2:]}{suffix}"


def path_of(digest: str) -> Path:
    """Where the content of that hash stands."""
    return _address(digest)


def thumbnail_of(digest: str) -> Path:
    """Where the small picture of an image stands."""
    return _address(digest, ".thumbnail.jpg")


def keep(digest: str, data: bytes, thumbnail: bytes | None = None) -> None:
    """Write the content, and the small picture, safely on disk; what stands there already is left alone."""
    _write(path_of(digest), data)
    if thumbnail is not None:
        _write(thumbnail_of(digest), thumbnail)


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(partial).replace(path)
    finally:
        Path(partial).unlink(missing_ok=True)
