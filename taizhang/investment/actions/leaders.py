"""Which leading official answers for what (包联): linked from a day on, changed, ended."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.investment import access  # noqa: F401  declares the permissions that are required here
from taizhang.investment.models import LeaderLink, LinkedTo, Project
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.models import User


@dataclass(frozen=True, slots=True)
class LinkEntry:
    """A link as entered: exactly one of `project`, `chain` and `enterprise` is given."""

    leader: User
    since: date
    until: date | None = None
    duty: str = ""
    project: Project | None = None
    chain: str = ""
    enterprise: str = ""

    @property
    def kind(self) -> LinkedTo:
        """What the leader answers for; raises Refused where not exactly one thing is named."""
        named = [
            kind
            for kind, value in (
                (LinkedTo.PROJECT, self.project),
                (LinkedTo.CHAIN, self.chain.strip()),
                (LinkedTo.ENTERPRISE, self.enterprise.strip()),
            )
            if value
        ]
        if len(named) != 1:
            raise Refused(_("项目、产业链、企业三项请只填一项。"), field="project")
        return named[0]


def _refuse_wrong_days(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise Refused(_("截止日期不能早于起始日期 %s。") % since.isoformat(), field="until")


@transaction.atomic
def link_leader(*, by: User, entry: LinkEntry) -> LeaderLink:
    """Let a leader answer for a project, a chain or an enterprise. Raises Refused at the field at fault."""
    require(by, "investment.link_leader")
    kind = entry.kind
    _refuse_wrong_days(entry.since, entry.until)
    if "leader" not in entry.leader.role_keys:
        raise Refused(_("包联的应是有“区领导”岗位的人员。"), field="leader")
    values: dict[str, Any] = {
        "leader": entry.leader,
        "kind": kind,
        "project": entry.project,
        "chain": entry.chain.strip(),
        "enterprise": entry.enterprise.strip(),
    }
    same = LeaderLink.objects.filter(**values)
    if any(_overlap(link, entry.since, entry.until) for link in same):
        raise Refused(_("这位领导在这段时间已经包联这个对象，没有重复登记。"), field="leader")
    link = LeaderLink.objects.create(**values, duty=entry.duty.strip(), since=entry.since, until=entry.until)
    detail = {
        "leader": entry.leader.pk,
        "kind": kind,
        "of": str(link),
        "since": link.since,
        "until": link.until,
    }
    happened_at = clock.start_of(link.since) if link.since <= clock.today() else None
    unit = entry.project.unit if entry.project else None
    record(subject=link, kind="created", by=by, unit=unit, happened_at=happened_at, detail=detail)
    return link


def _overlap(link: LeaderLink, since: date, until: date | None) -> bool:
    return (link.until is None or link.until >= since) and (until is None or link.since <= until)


@transaction.atomic
def change_link(*, by: User, link: LeaderLink, since: date, until: date | None, duty: str) -> LeaderLink:
    """Set the days and the duty of a link; who answers for what is another link. Raises Refused at the field."""
    require(by, "investment.link_leader")
    link = LeaderLink.objects.select_for_update().get(pk=link.pk)
    _refuse_wrong_days(since, until)
    values = {"since": since, "until": until, "duty": duty.strip()}
    changed = differences(link, values)
    if not changed:
        return link
    for field, value in values.items():
        setattr(link, field, value)
    link.save(update_fields=list(values))
    record(subject=link, kind="changed", by=by, detail={"changed": changed})
    return link
