"""The printed words of an item, without what the screen and the press add to them."""

from taizhang.bulletin.models import PrintedItem


def paragraphs_of(printed: PrintedItem) -> list[str]:
    """The paragraphs of a printed item as text, figures as they were printed."""
    return [
        "".join(run if isinstance(run, str) else f"{run['number']}{run['unit']}" for run in paragraph["runs"])
        for paragraph in printed.paragraphs
    ]


def text_of(printed: PrintedItem) -> str:
    """Title, body and source of a printed item, a line for each paragraph."""
    closing = [f"（{printed.source}）"] if printed.source else []
    return "\n".join([printed.title, *paragraphs_of(printed), *closing])
