"""The demo's declarations of what the ledgers cover, each by the ledger's own post; nobody vouches for 企业服务."""

import random
from datetime import date

from taizhang.demo.cast import Cast
from taizhang.proofreading.actions import add_phrase, declare_coverage

DECLARED = (
    ("investment", "investment_verifier", date(2019, 1, 1), "示例·2019年起每份签约合同都入库，月底与招商月报核对。"),
    ("targets", "investment_verifier", date(2019, 1, 1), "示例·2019年起的目标文件都已录入。"),
    ("night_market", "night_market_clerk", date(2020, 1, 1), "示例·2020年起每班巡查、每起违规当日登记。"),
    ("construction", "site_clerk", date(2020, 1, 1), "示例·4月7日整治开始，检查、问题、停工令逐日登记；此前没有检查。"),
    ("supervision", "supervisor", date(2020, 1, 1), "示例·2020年起的督办单都在系统里下达。"),
)  # fmt: skip
PHRASES = (
    ("约谈 商户", "", "示例·约谈不是口头警告，台账里没有。"),
    ("夜查", "night_market.patrols", "示例·“夜查”就是巡查重点夜市区域。"),
)


def load(cast: Cast, rng: random.Random) -> None:
    """Declare the coverage, and keep two phrases."""
    for ledger, role, since, note in DECLARED:
        declare_coverage(by=cast.user(role), ledger=ledger, since=since, note=note)
    for words, indicator, note in PHRASES:
        add_phrase(by=cast.user("editor"), words=words, indicator=indicator, note=note)
