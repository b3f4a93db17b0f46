"""The demo's archive: issue 47 proofed and sent, some have read it, and issues from before the system come in."""

import random
from datetime import datetime

from taizhang.archive import actions
from taizhang.archive.models import Delivery
from taizhang.bulletin import actions as bulletin
from taizhang.bulletin.actions.proofing import LOOKED_AT
from taizhang.bulletin.models import Issue
from taizhang.demo.cast import STANDS_ON, Cast
from taizhang.foundation.clock import SHANGHAI

# File name → text: two that are read without a doubt, one that a person must look at.
OLD_ISSUES = {
    "示例-2020-45.txt": """\
上街信息

第 45 期

中共上街区委办公室

2020 年 5 月 29 日

示例·区城管局把夜市管到点子上

入夏前，区城管局把能摆的路段先划出来，再一户一户说清楚几点收摊、垃圾归谁清。

今年以来，累计巡查夜市路段 40 余次，夜间出动执法人员 80 余人次。（区城管局）

示例·峡窝镇端午前查看在建工地

峡窝镇会同区住建局看了镇上 9 处在建工地，食堂、宿舍、物料堆放逐项过一遍，当场改好 7 项。（峡窝镇）

本期送：区级领导同志
发：各镇办、区直各单位
责任编辑：区委办信息科
""",
    "示例-2020-46.txt": """\
上街信息

第 46 期

中共上街区委办公室

2020 年 6 月 12 日

示例·区商务局备足招商功课

区商务局把四条链上的缺口列成单子，每个缺口写明找谁谈、谁去谈、什么时候谈，开会前发到各牵头单位。（区商务局）

示例·工地整治边查边改

截至 6 月 12 日，区住建局累计排查建设项目 60 余家，发现的环境卫生问题记入台账，改完一项销一项。（区住建局）

本期送：区级领导同志
发：各镇办、区直各单位
责任编辑：区委办信息科
""",
    "示例-2019-旧刊.txt": """\
上街信息

中共上街区委办公室

2019 年 12 月 20 日

示例·岁末话招商 近日，区商务局请已落户的企业坐到一起，一家一家问来年打算，也问还缺哪些上下游。

责任编辑：区委办信息科
""",
}


def _at(hour: int, minute: int = 0) -> datetime:
    return datetime(STANDS_ON.year, STANDS_ON.month, STANDS_ON.day, hour, minute, tzinfo=SHANGHAI)


def load(cast: Cast, rng: random.Random) -> None:
    """Issue 47 goes out on the day of its signing and two have read it; two old issues are in, one waits."""
    issue = Issue.objects.get(year=STANDS_ON.year, number=47)
    editor, archivist = cast.user("editor"), cast.user("archivist")
    bulletin.pass_proofs(
        issue=issue, looked_at=list(LOOKED_AT), by=cast.user("proofreader"), happened_at=_at(16, 30)
    )
    lists = [each.list for each in issue.recipients.select_related("list")]
    actions.send_issue(issue=issue, lists=lists, copies=120, by=editor, happened_at=_at(17))
    copies = Delivery.objects.filter(issue=issue).in_system().select_related("user").order_by("pk")
    for place, copy in enumerate(copies[:3]):
        assert copy.user is not None
        read = actions.open_delivery if place == 2 else actions.confirm_reading
        read(delivery=copy, by=copy.user, happened_at=_at(17, 20 + 10 * place))
    for name, text in OLD_ISSUES.items():
        intake = actions.take_in(data=text.encode(), name=name, by=archivist, happened_at=_at(9))
        if not intake.doubts:
            actions.enter_issue(intake=intake, by=archivist, happened_at=_at(10))
