"""The PDF of an issue of five pages: ours, beside typst alone on the same layout, and beside typst on the bare text."""

from collections.abc import Iterator
from datetime import date
from itertools import count as numbers
from random import Random

import typst

from bench.timing import Line, in_turns
from taizhang.bulletin.typesetting import pdf
from taizhang.bulletin.typesetting.document import Figure, IssueDocument, ItemBlock, Level, Paragraph
from taizhang.bulletin.typesetting.fonts import Role, find_fonts

TARGET = 4.0
_SENTENCES = (
    "本周各镇办对辖区在建工地开展逐项检查，建立问题台账，明确责任人和完成时限，逐日汇总、逐项销号。",
    "专班坚持白天查现场、晚上看台账，对重复出现的问题约谈施工单位负责人，督促举一反三。",
    "下一步将继续加密检查频次，把好出入口冲洗、裸土覆盖、渣土运输三道关口，巩固已有成效。",
)
_numbers = numbers(1000)


def document(number: int) -> IssueDocument:
    """An issue of five pages; every number shuffles the text anew, so that typst, which remembers, cannot."""
    chance, items = Random(number), []
    for place in range(1, 5):
        blocks = [Paragraph((f"{'一二三四'[place - 1]}、工作进展",), Level.FIRST)]
        for paragraph in range(1, 4):
            figure = Figure(str(number + 10 * place + paragraph), "家")
            text = "".join(_shuffled(sentence, chance) for sentence in _SENTENCES)
            blocks.append(Paragraph((f"第{paragraph}项，累计检查", figure, f"。{text}")))
        items.append(ItemBlock(f"示例事项之{place}：第{number}次通报", tuple(blocks), "示例住建局"))
    return IssueDocument(
        masthead="示例信息", number=47, year=2020, publisher="示例区委办公室", issued_on=date(2020, 6, 19),
        items=tuple(items), sent_to="区委、区政府领导", distributed_to="各镇办、区直各单位", editors=("责任编辑", "校对"),
        copies=80, colophon="日志链头 0000",
    )  # fmt: skip


def _shuffled(sentence: str, chance: Random) -> str:
    return (
        "，".join("".join(chance.sample(clause, len(clause))) for clause in sentence.rstrip("。").split("，"))
        + "。"
    )


def measure(turns: int) -> Iterator[Line]:
    """Warm, as a server is: the fonts are read before the first turn counts."""
    fonts = find_fonts()
    folders = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in fonts.folders],
    )
    compiler = typst.Compiler(font_paths=folders)
    layout = pdf.LAYOUT.read_bytes()

    def ours() -> int:
        return len(pdf.render_pdf(document(next(_numbers)), fonts))

    def same_layout() -> int:
        inputs = pdf.inputs(document(next(_numbers)), fonts)
        return len(compiler.compile(layout, format="pdf", sys_inputs=inputs, timestamp=0))  # type: ignore[arg-type]

    def bare_text() -> int:
        return len(
            compiler.compile(
                _bare(document(next(_numbers)), fonts.main(Role.BODY).family), format="pdf", timestamp=0
            )
        )  # type: ignore[arg-type]

    for raw, raw_is in ((same_layout, "typst alone, same layout"), (bare_text, "typst alone, the bare text")):
        milliseconds = in_turns(ours, raw, turns=max(turns, 5), same=False)
        yield Line("PDF of an issue of 5 pages", None, *milliseconds, TARGET, raw_is)


def _bare(issue: IssueDocument, family: str) -> bytes:
    """The text alone as typst's own source, in the same type area and size, without a rule of the official form."""
    lines = [
        '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "1")',
        f'#set text(font: "{family}", size: 16pt, lang: "zh")',
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 18pt)",
    ]
    for item in issue.items:
        lines.append(f"= {item.title}")
        lines += [paragraph.text for paragraph in item.blocks]
    return "\n\n".join(lines).encode()
