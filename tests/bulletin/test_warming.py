"""A server reads its fonts before the first editor asks for pages."""

import threading
from datetime import date

import pytest

from taizhang.bulletin import printing, warming
from taizhang.bulletin.typesetting import fonts, images
from taizhang.bulletin.typesetting.document import IssueDocument, ItemBlock, Level, Paragraph
from taizhang.foundation.refusals import Refused


def test_after_warming_no_font_is_read_for_a_page() -> None:
    fonts._characters.cache_clear()
    images._screen.cache_clear()
    warming.warm()
    read, screens = fonts._characters.cache_info().misses, images._screen.cache_info().misses
    blocks = tuple(Paragraph((f"另一篇，第{n}段：“x”约2%。",), level) for n, level in enumerate(Level))
    document = IssueDocument(
        "信息", 7, 2020, "区委办", date(2020, 6, 19), (ItemBlock("标题", blocks, "区住建局"),), sent_to="领导"
    )
    assert len(printing.pages_of(document).pages) == 1
    assert (fonts._characters.cache_info().misses, images._screen.cache_info().misses) == (read, screens)


def test_a_server_without_its_fonts_starts_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def missing(document: IssueDocument) -> None:
        asked.append(document)
        raise Refused("缺少字体文件，请先运行 make setup。")

    monkeypatch.setattr(printing, "pages_of", missing)
    warming.warm()
    assert asked


def test_the_press_is_warmed_beside_the_server_and_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    warmed_in = []
    monkeypatch.setattr(warming, "AFTER", 0.01)
    monkeypatch.setattr(warming, "warm", lambda: warmed_in.append(threading.current_thread()))
    timer = warming.warm_later()
    timer.join(timeout=5)
    assert warmed_in == [timer]
    assert timer.daemon
