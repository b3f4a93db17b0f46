"""Who may do what in the bulletin."""

from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.states import OFFICE, WRITING
from taizhang.organisation.access import allow

allow("bulletin.write_item", _("写稿"), own_unit=WRITING)
allow("bulletin.sign_off_item", _("审签稿件"), own_unit=("unit_signer", "office_chief"))
allow("bulletin.submit_item", _("报送稿件"), own_unit=WRITING)
allow("bulletin.select_items", _("收稿和选稿"), "editor", "office_chief")
allow("bulletin.edit_item", _("编改稿件"), "editor", "office_chief")
allow("bulletin.assemble", _("编排信息"), "editor", "office_chief")
allow("bulletin.first_review", _("初审"), "editor")
allow("bulletin.second_review", _("二审"), "office_chief")
allow("bulletin.sign_issue", _("签发信息"), "issuer")
allow("bulletin.send_back_issue", _("退回编排"), "editor", "office_chief", "issuer")
allow("bulletin.pass_proofs", _("校清样"), "proofreader")
allow("bulletin.settle_proof_remark", _("处理清样问题"), "editor", "office_chief")
allow("bulletin.correct_printed", _("写更正稿"), "editor", "office_chief")
allow("bulletin.keep_recipients", _("管送发名单"), "editor", "office_chief")
allow("bulletin.keep_house_style", _("管体例"), "editor", "office_chief")
allow("bulletin.keep_templates", _("管起草模板"), "editor", "office_chief")
allow("bulletin.set_run", _("设定期号起算"), "administrator", "office_chief", "issuer")
allow("bulletin.confirm_item", _("回核数字"), own_unit=("unit_signer", "office_chief"))
allow("bulletin.read_inbox", _("看收稿箱"), *sorted(OFFICE))
allow("bulletin.merge_items", _("并稿和拆稿"), "editor", "office_chief")
allow("bulletin.call_for_items", _("约稿"), "editor", "office_chief")
allow("bulletin.edit_topics", _("编稿件主题"), "administrator", "editor", "office_chief")
allow("bulletin.record_adoption", _("登记上级采用"), "editor", "office_chief")
allow("bulletin.set_credit_rules", _("定采用积分办法"), "administrator", "office_chief")
