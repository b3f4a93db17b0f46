"""Finds names of units and posts that do not exist but stand near one that does: 区域管局 for 区城管局."""

import re
from collections.abc import Iterable, Iterator

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.page import Page, Stretch, _

_ALIKE = tuple(
    "城域 己已巳 末未 土士 大太 住往 科料 峡狭陕 窝涡锅 管菅官 信倍 财材 发友 商啇 民氏 政攻 卫工 局居 街衔 道导 镇填 规现 "
    "设没 建健 委季 环坏 农衣 林木 水永 利力 教救 育肓 体休 应庆 急怠 审宙 计汁 统纺 监临 督智 市巿 场埸 税悦 交父 通同 "
    "公分 安按 司同 法发 检捡 察查 院阮 党堂 组祖 织识 宣宜 传转 纪记 办辨 府付 医区 保堡 障章 人入 社杜 残歼 联连 工式 "
    "济齐 中仲 心新 路露 区曲 旅族 游遊 文丈 物勿 退腿 役疫 军车 资姿 源原 自白 然燃 招召 投役".split()
)
_ORDINARY = tuple(
    "教育 体育 民政 财政 司法 公安 人社 自然资源 住建 城建 城管 交通 水利 农业农村 农业 商务 文旅 文广 卫健 卫生 退役军人 应急 应急管理 审计 "
    "市场监管 统计 医保 信访 林业 税务 科技 工信 科工信 发改 生态环境 环保 机关事务 大数据 金融 政务服务 国资 园林 房管 规划 水务 气象 "
    "档案 粮食 民宗 外事 侨务 粮储 畜牧 烟草 供销 消防 邮政 人防 地震 文物 体旅 招商 投促 投资促进 宣传 组织 统战 政法 编 巡察".split()
)
_UNIT_FORM = re.compile(
    r"(?:区|市|县)?[一-龥]{1,8}?(?:局|委员会|委|办公室|办事处|办|中心|镇|街道|乡|公司|支队|大队|院|会|协会|集团)"
)
_IN_TEXT = re.compile(r"(?:区|市|县)[一-龥]{1,6}?(?:局|委|办|中心|大队)")
_SEPARATORS = re.compile("[、，；/和与及]|供稿|报送|来源：?|撰稿")
_LEVELS = "省市区县州乡镇街各该本我两"
_SHORTEST = 3


def find(page: Page) -> Iterator[Problem]:
    """Names in the source lines first, then those in the running text."""
    known = {"".join(name.split()) for name in page.names.units} | set(page.names.units.values())
    told: list[Stretch] = []
    for item, line in _with_items(page):
        for stretch in _sources(page, line):
            for problem in _source(page, item, stretch, known):
                told.append(stretch)
                yield problem
    yield from _running(page, {name for name in known if len(name) >= _SHORTEST}, told, post=False)
    posts = {"".join(post.split()) for post in page.names.posts}
    yield from _running(page, {post for post in posts if len(post) >= _SHORTEST}, told, post=True)


def _with_items(page: Page) -> Iterator[tuple[Stretch, Stretch]]:
    for line in page.source_lines:
        yield page.item_at(line[0]), line


def _sources(page: Page, line: Stretch) -> Iterator[Stretch]:
    """The single names of a source line."""
    begin = line[0]
    edges = [*(match.span() for match in _SEPARATORS.finditer(page.text, *line)), (line[1], line[1])]
    for start, end in edges:
        if start > begin:
            yield begin, start
        begin = end


def _source(page: Page, item: Stretch, stretch: Stretch, known: set[str]) -> Iterator[Problem]:
    name = page.text[slice(*stretch)]
    if name in known or not _UNIT_FORM.fullmatch(name):
        return
    body = set(_IN_TEXT.findall(page.text[item[0] : stretch[0]]))
    near = [
        unit
        for unit in _windows(page.text[item[0] : stretch[0]], name)
        if unit in known or not known and unit in body
    ]
    near += [unit for unit in known if _near(name, unit, loosely=True)]
    if not near and not known and not _ordinary(name):
        near = [
            unit for unit in sorted(body) if len(name) >= 4 and _near(name, unit, loosely=_ordinary(unit))
        ]
    if near:
        yield _misspelt(page, stretch, near[0], in_text=near[0] not in known)
    elif known:
        yield page.problem(
            "unknown source",
            stretch,
            _("落款“%(name)s”不在单位名录中，请核对名称，或请管理员补入名录。"),
            sure=False,
            name=name,
        )


def _windows(text: str, name: str) -> list[str]:
    """The stretches of a text, as long as a name, that look confusingly like it."""
    length = len(name)
    found = (text[at : at + length] for at in range(len(text) - length + 1))
    return [window for window in dict.fromkeys(found) if window != name and _near(name, window)]


def _misspelt(page: Page, stretch: Stretch, unit: str, *, in_text: bool, post: bool = False) -> Problem:
    name = page.text[slice(*stretch)]
    if post:
        template = _("没有“%(name)s”这个职务，疑为“%(unit)s”之误，请改正。")
    elif in_text:
        template = _("落款“%(name)s”与文中的“%(unit)s”不一致，疑为“%(unit)s”之误，请改正。")
    else:
        template = _("没有叫“%(name)s”的单位，疑为“%(unit)s”之误，请改正。")
    return page.problem("name", stretch, template, suggestion=unit, name=name, unit=unit)


def _running(page: Page, known: set[str], told: list[Stretch], *, post: bool) -> Iterator[Problem]:
    """Stretches of the text that differ from a known name only by characters that are easily confused."""
    occupied = list(told)
    for name in sorted(known, key=len, reverse=True):
        for match in re.finditer(re.escape(name), page.text):
            occupied.append(match.span())
    for name in sorted(known, key=lambda name: (-len(name), name)):
        for match in _confusable(name, page.text):
            stretch = match.span()
            inside = any(start < stretch[1] and stretch[0] < end for start, end in occupied)
            if inside or match[0] in known or _ordinary(match[0]):
                continue
            occupied.append(stretch)
            yield _misspelt(page, stretch, name, in_text=False, post=post)


def _confusable(name: str, text: str) -> Iterable[re.Match[str]]:
    """Where a text has the name with one character confused or two neighbours exchanged."""
    forms = set()
    for place, character in enumerate(name):
        for other in _confused(character):
            forms.add(name[:place] + other + name[place + 1 :])
        if len(name) >= 4 and 0 < place < len(name) - 1 and name[place] != name[place + 1 : place + 2]:
            swapped = name[:place] + name[place + 1 : place + 2] + character + name[place + 2 :]
            if place + 1 < len(name) - 1:
                forms.add(swapped)
    if not forms:
        return ()
    return re.finditer("|".join(map(re.escape, sorted(forms))), text)


def _confused(character: str) -> str:
    return "".join(group.replace(character, "") for group in _ALIKE if character in group)


def _near(name: str, unit: str, *, loosely: bool = False) -> bool:
    """Whether two names differ by one confusable character or by two neighbours exchanged; loosely, by any one."""
    if name == unit or len(name) != len(unit) or len(name) < _SHORTEST:
        return False
    differing = [place for place, (one, other) in enumerate(zip(name, unit, strict=True)) if one != other]
    if len(differing) == 2 and differing[1] == differing[0] + 1 and len(name) >= 4:
        first, second = differing
        return name[first] == unit[second] and name[second] == unit[first]
    if len(differing) != 1:
        return False
    one, other = name[differing[0]], unit[differing[0]]
    if other in _confused(one):
        return True
    return loosely and len(name) >= 4 and one not in _LEVELS and other not in _LEVELS and not _ordinary(name)


def _ordinary(name: str) -> bool:
    """Whether a name is that of an ordinary department, which may exist though nobody entered it."""
    return any(
        stem
        == re.sub(
            "^[省市区县]|[局委办厅处]$", "", re.sub("(?:局|委员会|委|办公室|办|厅|处|中心|部)$", "", name)
        )
        for stem in _ORDINARY
    )
