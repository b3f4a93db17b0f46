"""The figures of supervision itself, which join the catalogue when the site starts, since this room stands above it."""

from django.db.models import BooleanField, Case, F, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from taizhang.figures.indicator import Indicator, RowColumn, Scope, Share
from taizhang.supervision.models import Notice
from taizhang.supervision.states import NoticeOrigin


def _standing(scope: Scope) -> QuerySet[Notice]:
    """Notices that were not withdrawn at the end of the scope, of its units."""
    rows = Notice.objects.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=scope.until))
    ids = scope.unit_ids
    return rows if ids is None else rows.filter(unit__in=ids)


def _raised(scope: Scope) -> QuerySet[Notice]:
    return _standing(scope).filter(raised_on__gte=scope.period.start, raised_on__lte=scope.until)


def _due(scope: Scope) -> QuerySet[Notice]:
    kept = Q(closed_on__lte=scope.until, answered_on__lte=F("limit_on"))
    return (
        _standing(scope)
        .filter(limit_on__gte=scope.period.start, limit_on__lte=scope.until)
        .annotate(on_time=Case(When(kept, then=True), default=False, output_field=BooleanField()))
    )


_COLUMNS = (
    RowColumn("number", _("文号")),
    RowColumn("title", _("标题")),
    RowColumn("unit__short_name", _("责任单位")),
    RowColumn("origin", _("来源"), show=lambda origin: NoticeOrigin(origin).label),
    RowColumn("raised_on", _("下达日期")),
    RowColumn("limit_on", _("办理期限")),
    RowColumn("answered_on", _("反馈日期")),
)

INDICATORS = [
    Indicator(
        key="supervision.notices_raised",
        title=_("下达督办单"),
        unit_of_measure="件",
        definition=_("时段内下达的督办单，包括领导批示，按下达日期计；截至日以前撤回的不计。"),
        ledger="supervision",
        rows=_raised,
        columns=_COLUMNS,
        date_path="raised_on",
        record_view="supervision:notices-record",
        names=("督办事项", "督办件"),
    ),
    Indicator(
        key="supervision.notices_on_time_rate",
        title=_("督办按期办结率"),
        unit_of_measure="%",
        definition=_("时段内到期的督办单中，在期限内反馈并已办结的所占百分比；撤回的不计。"),
        ledger="supervision",
        rows=_due,
        columns=(*_COLUMNS, RowColumn("closed_on", _("办结日期"))),
        measure=Share("on_time"),
        date_path="limit_on",
        record_view="supervision:notices-record",
        names=("督办办结率",),
    ),
]
