"""The English of the screens: whole, with the same placeholders as the Chinese, and really shown."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.template import Context, Template
from django.test import Client
from django.utils.translation import gettext, ngettext, override

from taizhang.web.management.commands.gather_strings import HEADER, found_in, in_english, keep, written

PO = Path(__file__).resolve().parents[2] / "taizhang/locale/en/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*\}")


def read() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.fixture
def english(tmp_path: Path, settings: Any) -> Iterator[None]:
    """English as it stands in the repository, compiled for this test."""
    folder = tmp_path / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, read())
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    with override("en"):
        yield


def test_every_string_has_english() -> None:
    call_command("gather_strings", check=True)


def test_english_keeps_every_placeholder() -> None:
    strange = [
        (source, english)
        for message in read()
        if message.id and in_english(message)
        for source in forms(message.id)
        for english in forms(message.string)
        if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(english))
    ]
    assert not strange


def test_the_file_of_strings_is_the_same_on_any_day() -> None:
    assert PO.read_bytes() == written(read())
    assert PO.read_text(encoding="utf-8").startswith(HEADER)


def test_sentences_and_names_are_shown_in_english(english: None) -> None:
    assert gettext("整改台账") == "Rectification ledger"
    assert gettext("已保存。") == "Saved."
    assert gettext("第 %s 号问题") % 7 == "Problem No. 7"
    assert ngettext("有 %(n)s 处需要改正", "有 %(n)s 处需要改正", 1) % {"n": 1} == "1 entry needs correcting"
    assert ngettext("有 %(n)s 处需要改正", "有 %(n)s 处需要改正", 2) % {"n": 2} == "2 entries need correcting"


def test_templates_are_shown_in_english(english: None) -> None:
    page = Template(
        '{% load i18n %}{% translate "比例(%)" %} · {% blocktranslate with n=3 %}第 {{ n }} 页{% endblocktranslate %}'
    )
    assert page.render(Context()) == "Share (%) · Page 3"


@pytest.mark.django_db
def test_the_sign_in_page_speaks_english_to_an_english_browser(english: None, client: Client) -> None:
    page = client.get("/", headers={"accept-language": "en"}, follow=True).content.decode()
    assert "Log in" in page
    assert "登录" not in page


def test_strings_are_found_whatever_the_template_looks_like(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        """{% load i18n %}
        <p>{% blocktranslate trimmed count n=rows|length %}
              共 {{ n }} 行
            {% plural %}
              共 {{ n }} 行，100%
           {% endblocktranslate %}</p>
      {% translate "收" context "稿件" as word %} {{ _("甲")|upper }} {% include "x.html" with a=_("乙") %}
    """,
        encoding="utf-8",
    )
    assert list(found_in(page)) == [
        (("共 %(n)s 行", "共 %(n)s 行，100%%"), None),
        ("收", "稿件"),
        ("甲", None),
        ("乙", None),
    ]


def test_strings_are_found_under_whatever_name_a_module_calls_for_them(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        """from django.utils.translation import gettext_lazy, pgettext as _c
_t = gettext_lazy
A, B, C = _t("甲"), _c("稿件", "收"), gettext_lazy("乙" "丙")
""",
        encoding="utf-8",
    )
    assert list(found_in(module)) == [("甲", None), ("收", "稿件"), ("乙丙", None)]


def test_a_string_that_gains_its_plural_keeps_its_english() -> None:
    held, fresh = Catalog(locale="en"), Catalog(locale="en")
    held.add("%(n)s 行", "%(n)s rows")
    message = fresh.add(("%(n)s 行", "%(n)s 行"))
    keep(message, held.get("%(n)s 行"))
    assert message.string == ("%(n)s rows", "%(n)s rows")
    again = read_po(io.BytesIO(written(fresh)), locale="en")
    assert again.get("%(n)s 行").string == message.string
