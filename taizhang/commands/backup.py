"""`backup` and `restore`: every table and every file in one archive that either database can take back."""

import argparse
import io
import json
import shutil
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from taizhang import __version__
from taizhang.archive.actions import reindex
from taizhang.commands.set_up import migrate
from taizhang.foundation.refusals import Refused
from taizhang.journal import bulk, chain
from taizhang.journal.models import Event
from taizhang.organisation.models import District

LEFT_OUT = {"contenttypes", "auth", "sessions", "django_tasks_database", "django_tasks_db", "account"}
BATCH = 5000
KEPT = ("files", "secret-key")


def _tables() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in LEFT_OUT and model._meta.managed and not model._meta.proxy:
            yield model


def backup(arguments: argparse.Namespace) -> int:
    """Write one .tar.gz; the tables are read in one transaction, so that they agree with each other."""
    partial = arguments.file.with_name(arguments.file.name + ".part")
    with tarfile.open(partial, "w:gz", compresslevel=5) as archive, transaction.atomic():
        tables: dict[str, dict[str, Any]] = {}
        for model in _tables():
            names = [field.attname for field in model._meta.concrete_fields]
            lines = io.BytesIO()
            count = 0
            for row in model._default_manager.order_by("pk").values_list(*names).iterator(chunk_size=BATCH):
                lines.write(json.dumps(row, default=_plain, ensure_ascii=False).encode() + b"\n")
                count += 1
            tables[model._meta.label] = {"columns": names, "rows": count}
            _add(archive, f"tables/{model._meta.label}.jsonl", lines.getvalue())
        for name in KEPT:
            if (Path(settings.DATA_DIR) / name).exists():
                archive.add(Path(settings.DATA_DIR) / name, arcname=f"data/{name}")
        manifest = {"version": __version__, "head": chain.head(), "tables": tables}
        _add(archive, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    partial.replace(arguments.file)
    print(f"{arguments.file}：{sum(table['rows'] for table in tables.values())} 行", file=sys.stderr)
    return 0


def _plain(value: Any) -> str:
    """Dates and moments to the microsecond (the chain's hashes need them whole), everything else as text."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def restore(arguments: argparse.Namespace) -> int:
    """Put a backup into an empty installation, all of it or nothing; the journal's chain is walked before it counts."""
    migrate()
    if District.objects.exists():
        raise Refused(f"{settings.DATA_DIR} 里已有一个区县。请恢复到空的数据夹或空库。")
    try:
        with tarfile.open(arguments.file, "r:gz") as archive:
            manifest = json.load(_read(archive, "manifest.json"))
            with transaction.atomic():
                for label, table in manifest["tables"].items():
                    _fill(apps.get_model(label), table["columns"], _read(archive, f"tables/{label}.jsonl"))
                found = chain.verify(manifest["head"][1])
                if found.fault:
                    raise Refused(f"备份里的日志链不完整：{found.fault}没有恢复。")
                reindex()  # the index of the search is no table of rows, so no backup holds it
            _put_back_files(archive)
    except (tarfile.TarError, KeyError, LookupError, OSError) as error:
        raise Refused(f"“{arguments.file}”不是完整的备份：{error}。没有恢复。") from error
    print(f"已恢复，日志 {found.events} 条，链头 {found.head}", file=sys.stderr)
    return 0


def _put_back_files(archive: tarfile.TarFile) -> None:
    """The kept files, each into the data folder and nowhere else; Python 3.11.2 has no filter that would see to it."""
    folder = Path(settings.DATA_DIR).resolve()
    for member in archive.getmembers():
        if not (member.isfile() and member.name.startswith("data/")):
            continue
        path = (folder / member.name.removeprefix("data/")).resolve()
        if folder not in path.parents:
            raise tarfile.TarError(member.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            shutil.copyfileobj(_read(archive, member.name), file)
        path.chmod(member.mode & 0o777)


def _read(archive: tarfile.TarFile, name: str) -> Any:
    member = archive.extractfile(name)
    if member is None:
        raise KeyError(name)
    return member


def _fill(model: type[models.Model], names: list[str], lines: Any) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    chosen = [fields[name] for name in names]
    columns = [str(field.column) for field in chosen]
    if model is not Event:
        model._default_manager.all().delete()  # rows that the migrations seeded; the backup has its own
    rows: list[list[Any]] = []
    for line in lines:
        values = json.loads(line)
        rows.append([
            field.get_db_prep_save(field.to_python(value), connection) for field, value in zip(chosen, values, strict=True)
        ])  # fmt: skip
        if len(rows) == BATCH:
            bulk.insert(model, columns, rows)
            rows = []
    bulk.insert(model, columns, rows)
