"""Who may do what in the construction ledger."""

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow

TOWN = ("town_clerk",)

allow("construction.register_site", _("登记点位"), "site_clerk", own_unit=TOWN)
allow("construction.change_site", _("修改点位"), "site_clerk", own_unit=TOWN)
allow("construction.retire_site", _("点位退出"), "site_clerk")
allow("construction.change_checklist", _("修改检查项"), "administrator", "site_clerk")

allow("construction.record_inspection", _("登记检查"), "inspector", "site_clerk")
allow("construction.change_inspection", _("修改检查记录"), "inspector", "site_clerk")

allow("construction.record_problem", _("登记问题"), "inspector", "site_clerk", own_unit=TOWN)
allow("construction.change_problem", _("修改问题"), "inspector", "site_clerk")
allow("construction.notify_problem", _("下达整改"), "inspector", "site_clerk")
allow("construction.submit_problem", _("报告整改完成"), "inspector", "site_clerk", own_unit=TOWN)
allow("construction.close_problem", _("复核销号"), "inspector")
allow("construction.void_problem", _("作废问题"), "site_clerk")
allow("construction.merge_problems", _("合并重复问题"), "site_clerk")
allow("construction.correct_problem", _("撤销销号或作废"), "site_clerk")
allow("construction.extend_problem", _("批准整改延期"), "section_chief")

allow("construction.draft_order", _("拟停工令"), "inspector", "site_clerk")
allow("construction.approve_order", _("批准停工令"), "bureau_head")
allow("construction.serve_order", _("送达停工令"), "inspector", "site_clerk")
allow("construction.request_resume", _("报告申请复工"), "inspector", "site_clerk", own_unit=TOWN)
allow("construction.lift_order", _("复查并解除停工"), "inspector")
allow("construction.correct_order", _("撤销解除停工"), "bureau_head")

allow("construction.close_day", _("生成台账日报"), "site_clerk", "operator")

allow("construction.import_sites", _("导入点位"), "site_clerk", "operator", own_unit=TOWN)
allow("construction.import_records", _("导入检查、整改台账和停工令"), "site_clerk", "operator")
