"""Papers as a unit scans them: small invented PDFs and pictures, each with its kind, its business date and who sends it in."""

from collections.abc import Iterable
from io import BytesIO

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import FilePayload, expect

from tests.journeys.walker import Walker

PAGE = (420, 594)  # A4 at 50 dots an inch


def paper(title: str, day: str, *, picture: bool = False) -> FilePayload:
    """One page that says what it stands for, as a PDF or as a PNG."""
    page = Image.new("RGB", PAGE, "white")
    draw, face = ImageDraw.Draw(page), str(pylopdf_fonts_zh_cn.serif_path())
    for top, size, text in ((150, 30, title), (230, 18, day), (280, 16, "示例材料")):
        draw.text((PAGE[0] // 2, top), text, fill="black", font=ImageFont.truetype(face, size), anchor="mm")
    file = BytesIO()
    page.save(file, "PNG" if picture else "PDF")
    ending, kind = ("png", "image/png") if picture else ("pdf", "application/pdf")
    return {"name": f"{title}.{ending}", "mimeType": kind, "buffer": file.getvalue()}


def send_in(person: Walker, papers: Iterable[tuple[str, str]], *, pictures: Iterable[str] = ()) -> None:
    """Upload papers (kind, business date) one after another on the record page that is open."""
    page = person.page
    for kind, day in papers:
        form = page.locator("#evidence form")
        expect(form).to_be_visible()
        before = page.locator("#evidence li").count()
        form.get_by_label("种类").select_option(label=kind)
        form.get_by_label("材料日期").fill(day)
        form.get_by_label("文件").set_input_files(paper(kind, day, picture=kind in pictures))
        form.get_by_role("button", name="上传").click()
        expect(page.locator("#evidence li")).to_have_count(before + 1)
        expect(page.locator("#evidence li").filter(has_text=f"{kind} · {day}")).not_to_have_count(0)
