"""The words of the enterprises room that rules depend on: states, their transitions, and coded kinds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.workflow import Transition, Workflow


class Segment(TextChoices):
    """Where on its chain a node stands."""

    UPSTREAM = "upstream", _("上游")
    MIDSTREAM = "midstream", _("中游")
    DOWNSTREAM = "downstream", _("下游")


class RequestKind(TextChoices):
    """What an enterprise brings: a difficulty, a blockage, a pain, or a plain wish."""

    DIFFICULTY = "difficulty", _("难点")
    BLOCKAGE = "blockage", _("堵点")
    PAIN = "pain", _("痛点")
    WISH = "wish", _("诉求")


class TargetFirmState(TextChoices):
    """How far the unit that is after a firm has come with it."""

    SEEKING = "seeking", _("寻访中")
    CONTACTED = "contacted", _("已对接")
    SIGNED = "signed", _("已签约")
    GIVEN_UP = "given_up", _("已放弃")


_T = TargetFirmState
TARGET_FIRM = Workflow(
    "enterprises.target_firm",
    _("目标企业"),
    TargetFirmState,
    _T.SEEKING,
    [
        Transition("contact", _("登记对接"), (_T.SEEKING,), _T.CONTACTED),
        Transition("sign", _("登记签约"), (_T.CONTACTED,), _T.SIGNED),
        Transition("give_up", _("放弃"), (_T.SEEKING, _T.CONTACTED), _T.GIVEN_UP, needs_reason=True),
        Transition("resume", _("重新寻访"), (_T.GIVEN_UP,), _T.SEEKING, needs_reason=True),
        Transition("undo_sign", _("撤销签约"), (_T.SIGNED,), _T.CONTACTED, needs_reason=True),
    ],
)


class EnterpriseRequestState(TextChoices):
    """An enterprise's difficulty; only the enterprise's own verdict closes it."""

    OPENED = "opened", _("待受理")
    ASSIGNED = "assigned", _("办理中")
    ANSWERED = "answered", _("待企业评价")
    CLOSED = "closed", _("已办结")
    DECLINED = "declined", _("不予受理")


_R = EnterpriseRequestState
UNSOLVED = (_R.OPENED, _R.ASSIGNED, _R.ANSWERED)
WITH_THE_UNIT = (_R.OPENED, _R.ASSIGNED)

ENTERPRISE_REQUEST = Workflow(
    "enterprises.request",
    _("企业诉求"),
    EnterpriseRequestState,
    _R.OPENED,
    [
        Transition("assign", _("受理"), (_R.OPENED,), _R.ASSIGNED),
        Transition("hand_over", _("转办"), WITH_THE_UNIT, _R.OPENED, needs_reason=True),
        Transition("answer", _("答复"), (_R.ASSIGNED,), _R.ANSWERED),
        Transition("close", _("企业满意，办结"), (_R.ANSWERED,), _R.CLOSED),
        Transition("dissatisfied", _("企业不满意，重办"), (_R.ANSWERED,), _R.ASSIGNED, needs_reason=True),
        Transition("reopen", _("企业要求重新办理"), (_R.CLOSED,), _R.ASSIGNED, needs_reason=True),
        Transition("decline", _("决定不予受理"), (_R.OPENED,), _R.DECLINED, needs_reason=True),
        Transition("readmit", _("企业不同意，改为受理"), (_R.DECLINED,), _R.OPENED, needs_reason=True),
    ],
)
