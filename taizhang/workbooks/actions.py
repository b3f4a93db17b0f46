"""The writes of an import's own record: uploaded, checked, confirmed, landed; the ledger's rows land through its action."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from taizhang.foundation import clock
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import User
from taizhang.workbooks.columns import Sheet
from taizhang.workbooks.importing import Checked
from taizhang.workbooks.models import ImportJob
from taizhang.workbooks.reading import check_content

KEPT_ERRORS = 500


def folder() -> Path:
    """Where uploaded workbooks are kept."""
    path = Path(settings.FILES_DIR) / "imports"
    path.mkdir(parents=True, exist_ok=True)
    return path


def file_of(job: ImportJob) -> Path:
    """The uploaded workbook."""
    return folder() / f"{job.file_hash}.xlsx"


def refused_file_of(job: ImportJob) -> Path:
    """The workbook with 错误原因, made when the check found errors."""
    return folder() / f"{job.pk}-refused.xlsx"


def receive_workbook(*, sheet: Sheet, upload: UploadedFile, by: User) -> ImportJob:
    """Keep an uploaded file and open its job. Raises UnreadableWorkbook (nothing kept) and NotPermitted."""
    require(by, sheet.permission)
    name = str(upload.name or "")[-200:]
    digest, partial = hashlib.sha256(), folder() / f"upload-{clock.now():%Y%m%d%H%M%S%f}-{by.pk}.part"
    try:
        with partial.open("wb") as file:
            for chunk in upload.chunks():
                digest.update(chunk)
                file.write(chunk)
        check_content(partial, name)
        partial.replace(folder() / f"{digest.hexdigest()}.xlsx")
    finally:
        partial.unlink(missing_ok=True)
    with transaction.atomic():
        job = ImportJob.objects.create(
            sheet_key=sheet.key, by=by, file_name=name, file_hash=digest.hexdigest(), uploaded_at=clock.now()
        )
        record(
            subject=job,
            kind="uploaded",
            by=by,
            unit=by.unit,
            detail={"sheet": sheet.key, "file": job.file_hash, "name": name},
        )
    return job


def note_check(*, job: ImportJob, checked: Checked, by: User) -> ImportJob:
    """Write down what the check found."""
    changes: dict[str, Any] = {
        "total": checked.total,
        "fresh": len(checked.records),
        "unchanged": checked.unchanged,
        "wrong_rows": checked.wrong_rows,
        "extra_columns": list(checked.layout.extra),
        "errors": [error.as_json() for error in checked.errors[:KEPT_ERRORS]],
    }
    return move(
        job,
        "refuse" if checked.errors else "check",
        by=by,
        changes=changes,
        detail={"errors": len(checked.errors)},
    )


def confirm_import(*, job: ImportJob, by: User, sheet: Sheet, correct_rows_only: bool = False) -> ImportJob:
    """The clerk's word to go on: all rows, or the correct ones only."""
    require(by, sheet.permission)
    return move(job, "confirm", by=by, changes={"correct_rows_only": correct_rows_only})


def note_landing(*, job: ImportJob, created: int, by: User) -> ImportJob:
    """The rows are in."""
    return move(job, "land", by=by, changes={"created": created})


def note_fault(*, job: ImportJob, reason: str, by: User | None) -> ImportJob:
    """The import stopped without changing the ledger."""
    return move(job, "fail", by=by, changes={"fault": reason[:300]})


def retry_import(*, job: ImportJob, by: User, sheet: Sheet) -> ImportJob:
    """Check the same file once more."""
    require(by, sheet.permission)
    return move(job, "retry", by=by, changes={"fault": ""})
