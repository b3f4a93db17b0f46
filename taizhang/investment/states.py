"""The words of the investment ledger that rules depend on: states, their transitions, and coded kinds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.workflow import Transition, Workflow


class ProjectState(TextChoices):
    """The four batches (落地 is within the signed one), and the four side states, each with a reason."""

    NEGOTIATING = "negotiating", _("谋划对接")
    SIGNED = "signed", _("签约")
    LANDED = "landed", _("落地")
    STARTED = "started", _("开工")
    IN_USE = "in_use", _("建成投用")
    PAUSED = "paused", _("暂停")
    TERMINATED = "terminated", _("终止")
    LOST = "lost", _("流失")
    NOT_RECOGNISED = "not_recognised", _("不予认定")


BATCHES = (
    ProjectState.NEGOTIATING,
    ProjectState.SIGNED,
    ProjectState.LANDED,
    ProjectState.STARTED,
    ProjectState.IN_USE,
)
SIDE_STATES = (
    ProjectState.PAUSED,
    ProjectState.TERMINATED,
    ProjectState.LOST,
    ProjectState.NOT_RECOGNISED,
)

_P = ProjectState
PROJECT = Workflow(
    "investment.project",
    _("招商项目"),
    ProjectState,
    _P.NEGOTIATING,
    [
        Transition("sign", _("认定签约"), (_P.NEGOTIATING,), _P.SIGNED),
        Transition("land", _("认定落地"), (_P.SIGNED,), _P.LANDED),
        Transition("start", _("认定开工"), (_P.LANDED,), _P.STARTED),
        Transition("put_in_use", _("认定投用"), (_P.STARTED,), _P.IN_USE),
        Transition("undo_sign", _("撤销签约认定"), (_P.SIGNED,), _P.NEGOTIATING, needs_reason=True),
        Transition("undo_land", _("撤销落地认定"), (_P.LANDED,), _P.SIGNED, needs_reason=True),
        Transition("undo_start", _("撤销开工认定"), (_P.STARTED,), _P.LANDED, needs_reason=True),
        Transition("undo_put_in_use", _("撤销投用认定"), (_P.IN_USE,), _P.STARTED, needs_reason=True),
        Transition("pause", _("暂停项目"), BATCHES[:4], _P.PAUSED, needs_reason=True),
        Transition("terminate", _("终止项目"), (*BATCHES[1:4], _P.PAUSED), _P.TERMINATED, needs_reason=True),
        Transition("lose", _("登记流失"), (*BATCHES[:4], _P.PAUSED), _P.LOST, needs_reason=True),
        Transition("reject", _("裁定不予认定"), (*BATCHES, _P.PAUSED), _P.NOT_RECOGNISED, needs_reason=True),
        Transition("restore_negotiating", _("恢复谋划对接"), SIDE_STATES, _P.NEGOTIATING, needs_reason=True),
        Transition("restore_signed", _("恢复签约"), SIDE_STATES, _P.SIGNED, needs_reason=True),
        Transition("restore_landed", _("恢复落地"), SIDE_STATES, _P.LANDED, needs_reason=True),
        Transition("restore_started", _("恢复开工"), SIDE_STATES, _P.STARTED, needs_reason=True),
        Transition("restore_in_use", _("恢复投用"), (_P.NOT_RECOGNISED,), _P.IN_USE, needs_reason=True),
    ],
)

# A project goes back to the batch that it left; the action reads that batch from the journal.
RESTORING = {
    _P.NEGOTIATING: "restore_negotiating",
    _P.SIGNED: "restore_signed",
    _P.LANDED: "restore_landed",
    _P.STARTED: "restore_started",
    _P.IN_USE: "restore_in_use",
}
ADVANCING = {_P.SIGNED: "sign", _P.LANDED: "land", _P.STARTED: "start", _P.IN_USE: "put_in_use"}


class StageClaimState(TextChoices):
    """A claim that a project has reached a stage: one unit claims, another verifies."""

    SUBMITTED = "submitted", _("待认定")
    RETURNED = "returned", _("已退回")
    RECOGNISED = "recognised", _("已认定")
    WITHDRAWN = "withdrawn", _("已撤回")
    REVOKED = "revoked", _("认定已撤销")


_C = StageClaimState
OPEN_CLAIMS = (_C.SUBMITTED, _C.RETURNED)
STAGE_CLAIM = Workflow(
    "investment.stage_claim",
    _("阶段申报"),
    StageClaimState,
    _C.SUBMITTED,
    [
        Transition("submit", _("重新申报"), (_C.RETURNED,), _C.SUBMITTED),
        Transition("send_back", _("退回申报"), (_C.SUBMITTED,), _C.RETURNED, needs_reason=True),
        Transition("recognise", _("认定"), (_C.SUBMITTED,), _C.RECOGNISED),
        Transition("withdraw", _("撤回申报"), (_C.SUBMITTED, _C.RETURNED), _C.WITHDRAWN),
        Transition("revoke", _("撤销认定"), (_C.RECOGNISED,), _C.REVOKED, needs_reason=True),
    ],
)


class LeadState(TextChoices):
    """A first report of an investor; that its window is over is worked out from dates, never stored."""

    REGISTERED = "registered", _("已首报")
    CONVERTED = "converted", _("已转项目")
    REOFFERED = "reoffered", _("待重新分派")
    RELEASED = "released", _("已放弃")


_L = LeadState
LEAD = Workflow(
    "investment.lead",
    _("首报登记"),
    LeadState,
    _L.REGISTERED,
    [
        Transition("convert", _("转为项目"), (_L.REGISTERED,), _L.CONVERTED),
        Transition("reoffer", _("收回分派"), (_L.REGISTERED,), _L.REOFFERED, needs_reason=True),
        Transition("take_up", _("承接"), (_L.REOFFERED,), _L.REGISTERED),
        Transition("undo_reoffer", _("撤销收回"), (_L.REOFFERED,), _L.REGISTERED, needs_reason=True),
        Transition("release", _("放弃"), (_L.REGISTERED, _L.REOFFERED), _L.RELEASED, needs_reason=True),
        Transition("reopen", _("重新登记"), (_L.RELEASED,), _L.REGISTERED, needs_reason=True),
        Transition("undo_convert", _("撤销转项目"), (_L.CONVERTED,), _L.REGISTERED, needs_reason=True),
    ],
)


class CommitmentState(TextChoices):
    """A promise of one side to the other; that it is overdue is worked out from its day, never stored."""

    OPEN = "open", _("待兑现")
    KEPT = "kept", _("已兑现")
    BROKEN = "broken", _("未兑现")
    WAIVED = "waived", _("已免除")


_M = CommitmentState
COMMITMENT = Workflow(
    "investment.commitment",
    _("双向承诺"),
    CommitmentState,
    _M.OPEN,
    [
        Transition("keep", _("登记兑现"), (_M.OPEN, _M.BROKEN), _M.KEPT),
        Transition("break_off", _("认定未兑现"), (_M.OPEN,), _M.BROKEN, needs_reason=True),
        Transition("waive", _("免除"), (_M.OPEN, _M.BROKEN), _M.WAIVED, needs_reason=True),
        Transition("reopen", _("重新挂账"), (_M.KEPT, _M.BROKEN, _M.WAIVED), _M.OPEN, needs_reason=True),
    ],
)


class EvidenceKind(TextChoices):
    """Papers and photos that the stage gates ask for, and two that never prove anything."""

    FIRST_CONTACT = "first_contact", _("首次对接记录")
    MINUTES = "minutes", _("洽谈纪要")
    DUPLICATE_CHECK = "duplicate_check", _("查重结果")
    CONTRACT = "contract", _("正式合同")
    LICENCE = "licence", _("营业执照")
    REVIEW_RESULT = "review_result", _("项目评审意见")
    FAIR_COMPETITION = "fair_competition", _("公平竞争审查意见")
    OUTSIDE_SHARE = "outside_share", _("区外资金约定")
    REGISTRATION = "registration", _("区内公司注册证明")
    LAND = "land", _("用地手续")
    PLANT = "plant", _("厂房证明")
    LEASE = "lease", _("租赁合同")
    FILING = "filing", _("项目备案证明")
    CONSTRUCTION_CONTRACT = "construction_contract", _("施工合同")
    CONSTRUCTION_PERMIT = "construction_permit", _("施工许可证")
    WORKS_PHOTO = "works_photo", _("主体施工照片")
    EQUIPMENT_CONTRACT = "equipment_contract", _("设备购置合同")
    EQUIPMENT_PAYMENT = "equipment_payment", _("设备付款凭证")
    DELIVERY_PHOTO = "delivery_photo", _("设备到场照片")
    ACCEPTANCE = "acceptance", _("竣工验收资料")
    PRODUCTION_CERTIFICATE = "production_certificate", _("投产证明")
    FIRST_OUTPUT = "first_output", _("首批产出证明")
    FIRST_USE = "first_use", _("投用证明")
    INVOICE = "invoice", _("销售发票")
    FRAMEWORK_AGREEMENT = "framework_agreement", _("框架协议")
    CEREMONY = "ceremony", _("仪式资料")


class FundKind(TextChoices):
    """What money that arrived is: rules leave some kinds out of 区外资金."""

    CAPITAL = "capital", _("资本金")
    EQUIPMENT = "equipment", _("设备购置")
    LAND = "land", _("土地款")
    WORKS = "works", _("工程款")
    CAPITAL_PURCHASE = "capital_purchase", _("资本金购置")
    OUTSIDE_LOAN = "outside_loan", _("区外贷款")
    LOCAL_LOAN = "local_loan", _("本地银行贷款")
    OTHER = "other", _("其他")


class ExclusionReason(TextChoices):
    """Why a project is not counted."""

    FISCAL = "fiscal", _("财政资金项目")
    REAL_ESTATE = "real_estate", _("房地产项目")
    RELOCATION = "relocation", _("区内迁建")
    OTHER = "other", _("其他")


class AttributionScheme(TextChoices):
    """How a project shared by several units counts for each."""

    SOLE = "sole", _("独享")
    BY_SHARE = "by_share", _("比例")
    DOUBLE = "double", _("双计")
