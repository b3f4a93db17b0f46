"""The demo's editorial office: calls for items, what lies in the inbox, one item made of two, figures to be confirmed."""

import random
from datetime import date, datetime

from taizhang.bulletin import actions
from taizhang.bulletin.models import Call, Item, Topic
from taizhang.demo.cast import Cast
from taizhang.foundation.clock import SHANGHAI

FENCES = (
    "示例·工地围挡一周看两遍",
    """\
区住建局把围挡、裸土覆盖和车辆冲洗编成一张清单，带班人员每周看两遍，看完当场拍照。
到今天，在册点位排查[[construction.sites_surveyed]]，查出的问题[[construction.problems_found]]已逐条交办。""",
)
TRUCKS = (
    "示例·渣土车出门先过水",
    """\
区城管局在几处出土的工地门口设了查验点，车身不净、苫盖不严的不放行。
夜间查验和夜市巡查排在一张班表上，今年以来出动[[night_market.officer_turnouts|show=yu]]。""",
)
NIGHT_SITES = (
    "示例·夜间施工先告示",
    """\
确需夜间施工的，区住建局要求提前在小区门口张贴告示，写明时段和联系电话，并由专班人员到场。
今年以来责令停工整改[[construction.sites_stopped]]。""",
)
NIGHT_STREETS = (
    "示例·夜市收摊有人送",
    """\
区城管局安排值守人员在收摊时段沿街走一遍，帮商户把桌椅归位、地面冲净。
今年以来巡查重点路段[[night_market.patrols|show=yu]]。""",
)
NIGHT_TOGETHER = (
    "示例·两个部门同走一条夜路",
    """\
夜里的工地和夜市，现在由两个部门一起走。
确需夜间施工的，提前在小区门口张贴告示，专班人员到场；今年以来责令停工整改[[construction.sites_stopped]]。
夜市收摊时段有人沿街走一遍，帮商户归位桌椅；今年以来巡查重点路段[[night_market.patrols|show=yu]]。""",
)
PROJECTS = (
    "示例·签约以后的事有人跟",
    """\
项目签约以后，区商务局给每个项目定一名跟进人，用地、环评、用电逐项列出，办完一项划去一项。
今年签约的[[investment.signed_projects]]项目中，已落地[[investment.landed_projects]]。""",
)
EDITED_PROJECTS = PROJECTS[1].replace(
    "已落地[[investment.landed_projects]]", "已开工[[investment.started_projects]]"
)
SLOGANS = (
    "示例·宣传栏换新",
    """\
各工地的宣传栏和文明施工标语近期统一更换，内容由区住建局审定。""",
)


def _at(day: int, hour: int) -> datetime:
    return datetime(2020, 6, day, hour, tzinfo=SHANGHAI)


def _sent(
    cast: Cast, unit: str, text: tuple[str, str], day: int, topic: str, call: Call | None = None
) -> Item:
    """An item written, signed off, submitted and received on one day of June."""
    reporter, signer = cast.user("reporter", unit), cast.user("unit_signer", unit)
    item = actions.write_item(
        unit=cast.unit(unit),
        title=text[0],
        body=text[1],
        topic=Topic.objects.get(name=topic),
        call=call,
        by=reporter,
        written_on=date(2020, 6, day),
        happened_at=_at(day, 9),
    )
    actions.sign_off_item(item=item, by=signer, happened_at=_at(day, 10))
    actions.submit_item(item=item, by=reporter, on=date(2020, 6, day), happened_at=_at(day, 11))
    return actions.receive_item(item=item, by=cast.user("editor"), happened_at=_at(day, 14))


def _calls(cast: Cast) -> tuple[Call, Call]:
    """One call whose day has passed, and one that is near its day."""
    editor = cast.user("editor")
    over = actions.call_for_items(
        title="示例·工地扬尘怎么管",
        text="写近期的做法和数字，数字截至报送当天，一千字以内。",
        units=[cast.unit("住建局"), cast.unit("城管局")],
        topic=Topic.objects.get(name="工地整治"),
        called_on=date(2020, 6, 12),
        due_on=date(2020, 6, 17),
        by=editor,
        happened_at=_at(12, 9),
    )
    near = actions.call_for_items(
        title="示例·上半年招商情况",
        text="写签约、落地、开工的情况和下半年打算；数字从台账里取。",
        units=[cast.unit("商务局"), cast.unit("科工信局"), cast.unit("峡窝镇")],
        topic=Topic.objects.get(name="招商引资"),
        called_on=date(2020, 6, 16),
        due_on=date(2020, 6, 22),
        by=editor,
        happened_at=_at(16, 9),
    )
    return over, near


def load(cast: Cast, rng: random.Random) -> None:
    """What lies with the office on the demo's day, beside the issue that was signed."""
    editor = cast.user("editor")
    over, _near = _calls(cast)
    _sent(cast, "住建局", FENCES, 15, "工地整治", over)
    _sent(cast, "城管局", TRUCKS, 18, "工地整治", over)
    actions.merge_items(
        items=[
            _sent(cast, "住建局", NIGHT_SITES, 16, "工地整治"),
            _sent(cast, "城管局", NIGHT_STREETS, 16, "夜间经济"),
        ],
        title=NIGHT_TOGETHER[0],
        body=NIGHT_TOGETHER[1],
        by=editor,
        happened_at=_at(18, 10),
    )
    projects = _sent(cast, "商务局", PROJECTS, 17, "招商引资")
    actions.change_item(
        item=projects,
        version=projects.version,
        title=projects.title,
        body=EDITED_PROJECTS,
        source=projects.source,
        note="换成开工数",
        by=editor,
        happened_at=_at(18, 15),
    )
    actions.ask_to_confirm(item=projects, by=editor, happened_at=_at(18, 16))
    slogans = _sent(cast, "住建局", SLOGANS, 11, "工地整治")
    actions.return_item(item=slogans, reason="请补上更换的范围和进度", by=editor, happened_at=_at(12, 10))
