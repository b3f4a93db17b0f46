"""Live figures named for readers: what stands in a difference or a list of changes in the place of a token."""

from taizhang.bulletin.live_figures import Evaluation, Token, parse
from taizhang.figures import wording
from taizhang.figures.indicator import UnknownIndicator, published


def title_of(token: Token) -> str:
    """A live figure by its title, with what it is asked for: 〔巡查次数 2019-01-01 至 2019-12-31 约数〕."""
    if token.error:
        return token.text
    try:
        name = str(published().get(token.key).title)
    except UnknownIndicator:
        return token.text
    days = " 至 ".join(day.isoformat() for day in (token.start, token.end) if day)
    as_of = f"截至 {token.as_of.isoformat()}" if token.as_of else ""
    show = {wording.YU: "约数", wording.NUMBER: "只写数字"}.get(token.show, "")
    return f"〔{' '.join(part for part in (name, days, as_of, token.unit, show) if part)}〕"


def named(text: str) -> str:
    """A text with every live figure by its title."""
    return "".join(title_of(piece) if isinstance(piece, Token) else piece for piece in parse(text))


def shown(text: str, evaluation: Evaluation) -> str:
    """A text with every live figure by its number of now and its title: 75家〔排查建设项目〕."""
    return "".join(
        f"{evaluation.figure(piece).shown}{title_of(piece)}" if isinstance(piece, Token) else piece
        for piece in parse(text)
    )
