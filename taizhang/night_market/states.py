"""The words of the night market that rules depend on: states, their transitions, rungs and categories."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.workflow import Transition, Workflow


class StallPermitState(TextChoices):
    """The right to put tables outside; any way between states that is not named below is refused."""

    APPLIED = "applied", _("已申请")
    VERIFIED = "verified", _("已核验")
    ACTIVE = "active", _("有效")
    SUSPENDED = "suspended", _("暂停")
    PENDING_REVOCATION = "pending_revocation", _("拟取消")
    REVOKED = "revoked", _("已取消")


_S = StallPermitState
STALL_PERMIT = Workflow(
    "night_market.stall_permit",
    _("摊位资格"),
    StallPermitState,
    _S.APPLIED,
    [
        Transition("verify", _("核验"), (_S.APPLIED,), _S.VERIFIED),
        Transition("activate", _("启用"), (_S.VERIFIED,), _S.ACTIVE),
        Transition("suspend", _("暂停摆摊"), (_S.ACTIVE,), _S.SUSPENDED, needs_reason=True),
        Transition("resume", _("恢复摆摊"), (_S.SUSPENDED,), _S.ACTIVE),
        Transition(
            "propose_revocation", _("拟取消资格"), (_S.ACTIVE,), _S.PENDING_REVOCATION, needs_reason=True
        ),
        Transition("revoke", _("取消资格"), (_S.PENDING_REVOCATION,), _S.REVOKED, needs_reason=True),
        Transition("reinstate", _("恢复资格"), (_S.PENDING_REVOCATION,), _S.ACTIVE, needs_reason=True),
        Transition("reapply", _("重新申请"), (_S.REVOKED,), _S.APPLIED),
    ],
)


class MeasureState(TextChoices):
    """What was done about a breach; a served one is never erased, but upheld or voided on review."""

    PROPOSED = "proposed", _("拟处置")
    SERVED = "served", _("已送达")
    CONTESTED = "contested", _("复核中")
    UPHELD = "upheld", _("维持")
    VOIDED = "voided", _("已撤销")


_M = MeasureState
MEASURE = Workflow(
    "night_market.measure",
    _("处置"),
    MeasureState,
    _M.PROPOSED,
    [
        Transition("serve", _("送达"), (_M.PROPOSED,), _M.SERVED),
        Transition("contest", _("提起复核"), (_M.SERVED,), _M.CONTESTED, needs_reason=True),
        Transition("uphold", _("维持处置"), (_M.CONTESTED,), _M.UPHELD, needs_reason=True),
        Transition("void", _("撤销处置"), (_M.CONTESTED,), _M.VOIDED, needs_reason=True),
    ],
)

# Served and not voided: such a measure counts on the ladder.
EFFECTIVE_MEASURES = (_M.SERVED, _M.CONTESTED, _M.UPHELD)


class PenaltyCaseState(TextChoices):
    """A case of statutory penalty, step by step as the procedure asks."""

    FILED = "filed", _("已立案")
    INVESTIGATED = "investigated", _("调查终结")
    NOTICE_SERVED = "notice_served", _("已告知")
    HEARING = "hearing", _("听证中")
    LEGAL_REVIEW = "legal_review", _("法制审核")
    DECIDED = "decided", _("已作决定")
    NO_PENALTY = "no_penalty", _("不予处罚")
    SERVED = "served", _("决定已送达")
    EXECUTED = "executed", _("已执行")
    ARCHIVED = "archived", _("已归档")


_C = PenaltyCaseState
PENALTY_CASE = Workflow(
    "night_market.penalty_case",
    _("处罚案件"),
    PenaltyCaseState,
    _C.FILED,
    [
        Transition("investigate", _("终结调查"), (_C.FILED,), _C.INVESTIGATED),
        Transition("serve_notice", _("送达告知书"), (_C.INVESTIGATED,), _C.NOTICE_SERVED),
        Transition("hold_hearing", _("举行听证"), (_C.NOTICE_SERVED,), _C.HEARING),
        Transition("review", _("提交法制审核"), (_C.NOTICE_SERVED, _C.HEARING), _C.LEGAL_REVIEW),
        Transition("decide", _("作出处罚决定"), (_C.LEGAL_REVIEW,), _C.DECIDED),
        Transition(
            "decide_no_penalty",
            _("决定不予处罚"),
            (_C.FILED, _C.INVESTIGATED, _C.NOTICE_SERVED, _C.HEARING, _C.LEGAL_REVIEW),
            _C.NO_PENALTY,
            needs_reason=True,
        ),
        Transition("serve", _("送达决定"), (_C.DECIDED, _C.NO_PENALTY), _C.SERVED),
        Transition("execute", _("执行完毕"), (_C.SERVED,), _C.EXECUTED),
        Transition("archive", _("归档"), (_C.EXECUTED,), _C.ARCHIVED),
    ],
)


class PatrolState(TextChoices):
    """A team's round of one area within a shift; only a finished one can count."""

    PLANNED = "planned", _("已排班")
    UNDER_WAY = "under_way", _("巡查中")
    FINISHED = "finished", _("已结束")
    VOIDED = "voided", _("已作废")


_T = PatrolState
PATROL = Workflow(
    "night_market.patrol",
    _("巡查"),
    PatrolState,
    _T.PLANNED,
    [
        Transition("start", _("开始巡查"), (_T.PLANNED,), _T.UNDER_WAY),
        Transition("finish", _("结束巡查"), (_T.UNDER_WAY,), _T.FINISHED),
        Transition("void", _("作废"), (_T.PLANNED, _T.UNDER_WAY, _T.FINISHED), _T.VOIDED, needs_reason=True),
    ],
)


class Rung(IntegerChoices):
    """The ladder: 口头警告 is a rung, not 警告, the penalty of the statute."""

    EDUCATION = 1, _("教育劝导")
    VERBAL_WARNING = 2, _("口头警告")
    PENALTY = 3, _("行政处罚")


class BreachCategory(TextChoices):
    """What a merchant did wrong; all categories climb the same ladder."""

    HYGIENE = "hygiene", _("卫生")
    NOISE = "noise", _("噪音")
    FUMES = "fumes", _("油烟")
    ENCROACHMENT = "encroachment", _("占道")
    OVERTIME = "overtime", _("超时")
    FIRE_LANE = "fire_lane", _("消防通道")


# Immediate danger goes past the ladder, with the reason stated; gas and the like are marked on the breach.
DANGEROUS_CATEGORIES = (BreachCategory.FIRE_LANE,)
