"""Who may do what in the night market."""

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow

CLERK, OFFICER, TOWN = "night_market_clerk", "officer", ("town_clerk",)
REVIEWERS = ("section_chief", "bureau_head")

allow("night_market.plan_segment", _("管理路段"), CLERK)
allow("night_market.keep_merchant", _("登记商户"), CLERK, own_unit=TOWN)
allow("night_market.merge_merchants", _("认定为同一商户"), CLERK)
allow("night_market.take_pledge", _("登记承诺书"), CLERK, OFFICER, own_unit=TOWN)
allow("night_market.apply_for_permit", _("申请摊位资格"), CLERK, own_unit=TOWN)
allow("night_market.verify_permit", _("核验摊位资格"), OFFICER)
allow("night_market.activate_permit", _("启用摊位资格"), CLERK)
allow("night_market.suspend_permit", _("暂停或恢复摆摊"), CLERK, "section_chief")
allow("night_market.revoke_permit", _("取消摊位资格"), "bureau_head")
allow("night_market.keep_officer", _("登记执法人员"), CLERK)
allow("night_market.record_patrol", _("登记巡查"), CLERK, OFFICER)
allow("night_market.void_patrol", _("作废巡查"), CLERK, "section_chief")
allow("night_market.record_breach", _("登记违规"), CLERK, OFFICER)
allow("night_market.serve_measure", _("送达处置"), CLERK, OFFICER)
allow("night_market.contest_measure", _("受理复核申请"), CLERK, OFFICER, *REVIEWERS)
allow("night_market.review_measure", _("复核处置"), *REVIEWERS)
allow("night_market.import_merchants", _("导入商户"), CLERK, "operator", own_unit=TOWN)
allow("night_market.import_patrols", _("导入巡查"), CLERK, "operator")
allow("night_market.import_breaches", _("导入违规"), CLERK, "operator")
