"""The index of the search: FTS5 on SQLite, a tsvector under GIN on PostgreSQL."""

from typing import Any

from django.db import migrations

MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE archive_grams USING fts5(grams, content='', detail=none, tokenize='ascii')",
    ],
    "postgresql": [
        "CREATE TABLE archive_grams (item bigint PRIMARY KEY, grams tsvector NOT NULL)",
        "CREATE INDEX archive_grams_gin ON archive_grams USING gin (grams)",
    ],
}


def make(apps: Any, editor: Any) -> None:
    for statement in MAKE[editor.connection.vendor]:
        editor.execute(statement)


def unmake(apps: Any, editor: Any) -> None:
    editor.execute("DROP TABLE archive_grams")


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_deliveries_search_old_issues")]

    operations = [migrations.RunPython(make, unmake)]
