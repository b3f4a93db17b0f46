"""The database itself refuses to change or remove an event, on SQLite and on PostgreSQL."""

from django.db import migrations

SQLITE = (
    """CREATE TRIGGER journal_event_no_update BEFORE UPDATE ON journal_event
       BEGIN SELECT RAISE(ABORT, 'journal_event is append-only'); END""",
    """CREATE TRIGGER journal_event_no_delete BEFORE DELETE ON journal_event
       BEGIN SELECT RAISE(ABORT, 'journal_event is append-only'); END""",
    # INSERT OR REPLACE removes a row without firing the delete trigger.
    """CREATE TRIGGER journal_event_no_replace BEFORE INSERT ON journal_event
       WHEN EXISTS (SELECT 1 FROM journal_event WHERE seq = NEW.seq)
       BEGIN SELECT RAISE(ABORT, 'journal_event is append-only'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION journal_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'journal_event is append-only'; END $$""",
    """CREATE TRIGGER journal_event_no_change BEFORE UPDATE OR DELETE ON journal_event
       FOR EACH ROW EXECUTE FUNCTION journal_event_refuse()""",
    """CREATE TRIGGER journal_event_no_truncate BEFORE TRUNCATE ON journal_event
       FOR EACH STATEMENT EXECUTE FUNCTION journal_event_refuse()""",
)
UNDO = {
    "sqlite": tuple(f"DROP TRIGGER journal_event_no_{verb}" for verb in ("update", "delete", "replace")),
    "postgresql": ("DROP FUNCTION journal_event_refuse() CASCADE",),
}


def forbid(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = (("journal", "0002_people"),)
    operations = (migrations.RunPython(forbid, allow),)
