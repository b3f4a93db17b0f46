"""Seeds the four chains of the district's plan; later changes to them are made by people and journalled."""

from django.db import migrations

CHAINS = ("智能制造", "通用航空", "现代物流", "文化旅游")


def seed(apps, schema_editor):
    """Add every chain that is not there yet."""
    Chain = apps.get_model("enterprises", "Chain")
    for number, name in enumerate(CHAINS, start=1):
        Chain.objects.get_or_create(name_key=name, defaults={"name": name, "position": number * 10})


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0001_enterprises")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
