"""Seeds the checklist; later changes to it are made by people and journalled."""

from django.db import migrations

from taizhang.construction import checklist


def seed(apps, schema_editor):
    """Add every item that is not there yet."""
    Item = apps.get_model("construction", "ChecklistItem")
    for item in checklist.ITEMS:
        Item.objects.get_or_create(
            code=item.code, defaults={"focus": item.focus, "text": item.text, "clause": item.clause}
        )


class Migration(migrations.Migration):
    dependencies = [("construction", "0002_problems")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
