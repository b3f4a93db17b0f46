"""Topics: the list that the office keeps, and the topics of items."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.bulletin import access  # noqa: F401  declares the permissions
from taizhang.bulletin.models import Item, Topic
from taizhang.foundation.refusals import Refused
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import may, require
from taizhang.organisation.models import User


@transaction.atomic
def set_topic(
    *, name: str, position: int = 0, in_use: bool = True, by: User, topic: Topic | None = None
) -> Topic:
    """A new topic, or another name, place or use of one that there is. Raises Refused for a name that is taken."""
    require(by, "bulletin.edit_topics")
    name = " ".join(name.split())
    if not name:
        raise Refused(_("请写主题的名称。"), field="name")
    taken = Topic.objects.filter(name=name)
    if (taken if topic is None else taken.exclude(pk=topic.pk)).exists():
        raise Refused(_("已有叫“%(name)s”的主题。") % {"name": name}, field="name")
    values = {"name": name, "position": position, "in_use": in_use}
    if topic is None:
        made = Topic.objects.create(**values)
        record(subject=made, kind="created", by=by, unit=by.unit, detail=values)
        return made
    held = Topic.objects.select_for_update().get(pk=topic.pk)
    if changed := differences(held, values):
        for field in changed:
            setattr(held, field, values[field])
        held.save(update_fields=list(changed))
        record(subject=held, kind="changed", by=by, unit=by.unit, detail={"changed": changed})
    return held


@transaction.atomic
def classify_items(*, items: Iterable[Item], topic: Topic | None, by: User) -> int:
    """Give items a topic, or none; their unit may, and the office. Returns how many changed."""
    chosen = list(items)
    for item in chosen:
        if not may(by, "bulletin.select_items", item):
            require(by, "bulletin.write_item", item)
    count = 0
    for held in Item.objects.select_for_update().filter(pk__in=[item.pk for item in chosen]).order_by("pk"):
        if held.topic_id == (topic.pk if topic else None):
            continue
        changed = {"topic": [str(held.topic or ""), str(topic or "")]}
        held.topic = topic
        held.save(update_fields=["topic"])
        record(subject=held, kind="classified", by=by, detail={"changed": changed})
        count += 1
    return count
