"""What waits in the night market, and for whom."""

from django.utils.translation import gettext_lazy as _

from taizhang.night_market.registers import BREACHES, PERMITS, SEGMENTS
from taizhang.workbooks.waiting import in_list

WAITING = (
    in_list(
        BREACHES,
        "state=proposed&standing=1",
        _("处置还没有送达的违规"),
        permission="night_market.serve_measure",
        tone="warn",
    ),
    in_list(BREACHES, "state=contested", _("商户申请复核的违规"), permission="night_market.review_measure"),
    in_list(PERMITS, "state=applied", _("待现场核验的摊位资格"), permission="night_market.verify_permit"),
    in_list(PERMITS, "state=verified", _("待启用的摊位资格"), permission="night_market.activate_permit"),
    in_list(
        PERMITS,
        "state=pending_revocation",
        _("拟取消的摊位资格"),
        permission="night_market.revoke_permit",
        tone="warn",
    ),
    in_list(SEGMENTS, "approval=none", _("还没有批准文件的路段"), permission="night_market.plan_segment"),
)
