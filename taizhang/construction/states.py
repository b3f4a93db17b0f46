"""The words of the construction ledger that rules depend on: states, their transitions, and coded kinds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.workflow import Transition, Workflow


class ProblemState(TextChoices):
    """A problem to be put right; overdue is worked out from dates; the contractor's word closes nothing."""

    OPEN = "open", _("待下达")
    NOTIFIED = "notified", _("整改中")
    SUBMITTED = "submitted", _("待复核")
    REJECTED = "rejected", _("复核未通过")
    CLOSED = "closed", _("已销号")
    VOIDED = "voided", _("已作废")


_P = ProblemState
OPEN_PROBLEMS = (_P.OPEN, _P.NOTIFIED, _P.SUBMITTED, _P.REJECTED)

PROBLEM = Workflow(
    "construction.problem",
    _("整改问题"),
    ProblemState,
    _P.OPEN,
    [
        Transition("notify", _("下达整改"), (_P.OPEN,), _P.NOTIFIED),
        Transition("submit", _("报告整改完成"), (_P.NOTIFIED,), _P.SUBMITTED),
        Transition("close", _("复核销号"), (_P.SUBMITTED,), _P.CLOSED),
        Transition("reject", _("复核不通过"), (_P.SUBMITTED,), _P.REJECTED, needs_reason=True),
        Transition("renotify", _("重新下达整改"), (_P.REJECTED,), _P.NOTIFIED),
        Transition("void", _("作废"), (*OPEN_PROBLEMS, _P.CLOSED), _P.VOIDED, needs_reason=True),
        Transition("undo_close", _("撤销销号"), (_P.CLOSED,), _P.NOTIFIED, needs_reason=True),
        Transition("undo_void", _("撤销作废"), (_P.VOIDED,), _P.NOTIFIED, needs_reason=True),
    ],
)


class StopWorkOrderState(TextChoices):
    """An order to stop work; the site stays stopped until a re-inspection lifts the order."""

    DRAFT = "draft", _("拟稿")
    APPROVED = "approved", _("已批准")
    IN_FORCE = "in_force", _("停工中")
    RESUME_REQUESTED = "resume_requested", _("复工待查")
    LIFTED = "lifted", _("已解除")


_O = StopWorkOrderState
STOPPING_ORDERS = (_O.IN_FORCE, _O.RESUME_REQUESTED)

STOP_WORK_ORDER = Workflow(
    "construction.stop_work_order",
    _("停工令"),
    StopWorkOrderState,
    _O.DRAFT,
    [
        Transition("approve", _("批准"), (_O.DRAFT,), _O.APPROVED),
        Transition("return_to_draft", _("退回修改"), (_O.APPROVED,), _O.DRAFT, needs_reason=True),
        Transition("serve", _("送达"), (_O.APPROVED,), _O.IN_FORCE),
        Transition("request_resume", _("申请复工"), (_O.IN_FORCE,), _O.RESUME_REQUESTED),
        Transition("lift", _("解除停工"), (_O.RESUME_REQUESTED,), _O.LIFTED),
        Transition("keep_stopped", _("继续停工"), (_O.RESUME_REQUESTED,), _O.IN_FORCE, needs_reason=True),
        Transition("undo_lift", _("撤销解除"), (_O.LIFTED,), _O.IN_FORCE, needs_reason=True),
    ],
)


class SiteKind(TextChoices):
    """What a site is; a plot keeps its parcel code as it goes from one kind to the next."""

    CONSTRUCTION = "construction", _("建设工程")
    DEMOLITION = "demolition", _("拆迁工地")
    IDLE_PLOT = "idle_plot", _("待建空地")


class RiskLevel(TextChoices):
    """How often a site must be inspected."""

    HIGH = "high", _("高")
    MEDIUM = "medium", _("中")
    LOW = "low", _("低")


class InspectionMode(TextChoices):
    """A full inspection answers the whole checklist; only such a one surveys a site or keeps it fresh."""

    FULL = "full", _("全面")
    SPOT = "spot", _("抽查")


class StopGround(TextChoices):
    """The ground of an order to stop work."""

    OVERDUE_DUST = "overdue_dust", _("扬尘问题逾期未改")
    MAJOR_HAZARD = "major_hazard", _("重大隐患")
    OTHER = "other", _("其他法定事由")


class SiteStatus(TextChoices):
    """Dynamic compliance as of an instant; the first that fits, in this order, is the site's."""

    SUSPENDED = "suspended", _("停工")
    NONCOMPLIANT = "noncompliant", _("未达标")
    UNINSPECTED = "uninspected", _("未检查")
    STALE = "stale", _("检查过期")
    COMPLIANT = "compliant", _("达标")
