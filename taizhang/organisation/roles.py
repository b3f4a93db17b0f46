"""The posts that a district has, in prose, and which ledgers each of them reads whole."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

ALL = (
    "investment",
    "enterprises",
    "night_market",
    "construction",
    "targets",
    "bulletin",
    "supervision",
    "organisation",
)


@dataclass(frozen=True)
class Role:
    """One kind of post: its stable key, its name, what it is for, and the ledgers it reads beyond its own unit."""

    key: str
    title: Any
    purpose: Any
    whole: tuple[str, ...] = ()

    def reads(self, ledger: str) -> bool:
        """Whether the role reads every unit's rows of the ledger."""
        return ledger in self.whole


_ROLES = (
    Role("administrator", _("系统管理员"), _("管单位、人员和任职；各台账只读。"), ALL),
    Role("operator", _("后台操作员"), _("命令行导入导出所用，不能登录。"), ALL),
    Role("leader", _("区领导"), _("看全区数字和各期信息。"), ALL),
    Role("supervisor", _("督查员"), _("看目标进度，督办落后事项。"), ALL),
    Role("investment_clerk", _("招商专干"), _("登记本单位牵头的项目、投资额变更和到位资金。")),
    Role(
        "investment_verifier",
        _("招商核定员"),
        _("核定各单位项目，导入历史台账，下达目标任务，编产业链，管企业诉求转办。"),
        ("investment", "targets", "enterprises"),
    ),
    Role(
        "night_market_clerk",
        _("夜间经济管理员"),
        _("管路段、商户和摊位，导入商户、巡查、违规台账。"),
        ("night_market",),
    ),
    Role("officer", _("执法队员"), _("夜间巡查、登记违规。"), ("night_market",)),
    Role(
        "site_clerk", _("工地整治专班"), _("管点位底数、整改台账和停工令，导入历史台账。"), ("construction",)
    ),
    Role("inspector", _("工地检查员"), _("现场检查、登记问题、复核销号。"), ("construction",)),
    Role("section_chief", _("科室负责人"), _("批准整改延期。"), ("night_market", "construction")),
    Role(
        "bureau_head",
        _("局主要负责人"),
        _("批准停工令和取消摊位资格。"),
        ("night_market", "construction", "investment"),
    ),
    Role("town_clerk", _("镇办经办人"), _("登记本镇办的项目、商户和点位。")),
    Role("reporter", _("信息报送员"), _("写稿、报稿。")),
    Role("unit_signer", _("单位审签人"), _("审签本单位稿件，回核数字。")),
    Role("editor", _("责任编辑"), _("选稿、编稿、排期、初审。"), ALL),
    Role("proofreader", _("校对"), _("校对清样。"), ("bulletin",)),
    Role("office_chief", _("信息科长"), _("二审。"), ALL),
    Role("issuer", _("签发人"), _("签发，冻结数字，给定期号。"), ALL),
    Role("reader", _("收阅人"), _("收阅各期信息。")),
    Role("archivist", _("档案员"), _("归档各期信息。"), ("bulletin",)),
)

ROLES = {role.key: role for role in _ROLES}
CHOICES = [(role.key, role.title) for role in _ROLES]
