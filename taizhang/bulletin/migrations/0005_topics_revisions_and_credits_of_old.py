"""Seeds the topics; gives the items that there are a first revision, and the ones that were used their credit."""

from django.db import migrations

TOPICS = ("招商引资", "夜间经济", "工地整治", "其他")
UNVOUCHED = ("draft", "signed_off")
SINGLE = 5  # what the rules give before the office has set any


def seed(apps, schema_editor):
    """Add what later versions of the room expect to be there; nothing is added twice."""
    Topic = apps.get_model("bulletin", "Topic")
    for position, name in enumerate(TOPICS, start=1):
        Topic.objects.get_or_create(name=name, defaults={"position": position})
    Item, Revision = apps.get_model("bulletin", "Item"), apps.get_model("bulletin", "ItemRevision")
    Event = apps.get_model("journal", "Event")
    for item in Item.objects.filter(revisions__isnull=True).order_by("pk"):
        saved = Event.objects.filter(
            subject_type="bulletin.item", subject_id=item.pk, kind__in=("created", "changed")
        )
        last = saved.order_by("-seq").first()
        if last is not None:
            Revision.objects.create(
                item=item, version=item.version, title=item.title, body=item.body, source=item.source,
                by_id=last.by_id or item.by_id, at=last.happened_at,
            )  # fmt: skip
    vouched = Item.objects.filter(vouched_version__isnull=True).exclude(state__in=UNVOUCHED)
    for item in vouched:
        item.vouched_version = item.version
        item.save(update_fields=["vouched_version"])
    Credit = apps.get_model("bulletin", "Credit")
    used = Item.objects.filter(state="used", placement__issue__issued_on__isnull=False)
    for item in used.select_related("placement__issue"):
        issue = item.placement.issue
        Credit.objects.get_or_create(
            item=item, unit_id=item.unit_id, kind="single",
            defaults={"issue": issue, "points": SINGLE, "given_on": issue.issued_on},
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("bulletin", "0004_items_and_credits"), ("journal", "0003_append_only")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
