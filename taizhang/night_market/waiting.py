"""What waits in the night market's ledger, and for whom."""

from django.utils.translation import gettext_lazy as _

from taizhang.night_market.registers import BREACHES, PERMITS
from taizhang.workbooks.waiting import in_list

WAITING = (
    in_list(BREACHES, "state=proposed", _("处置待送达的违规"), permission="night_market.serve_measure"),
    in_list(BREACHES, "state=contested", _("待复核处置的违规"), permission="night_market.review_measure"),
    in_list(PERMITS, "state=applied", _("待核验的摊位资格"), permission="night_market.verify_permit"),
    in_list(PERMITS, "state=verified", _("待启用的摊位资格"), permission="night_market.activate_permit"),
    in_list(
        PERMITS,
        "state=pending_revocation",
        _("拟取消、待决定的摊位资格"),
        permission="night_market.revoke_permit",
        tone="warn",
    ),
)
