"""Pages on which an item is written: a new one, one read from a Word file, one that is changed, and two hands at once."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.bulletin import actions
from taizhang.bulletin.differences import Piece, differences
from taizhang.bulletin.docx_import import read_word
from taizhang.bulletin.forms import ItemChangeForm, ItemForm, NewItemForm, PickerForm
from taizhang.bulletin.item_forms import WordForm
from taizhang.bulletin.models import Call, Item
from taizhang.bulletin.registers import ITEMS
from taizhang.bulletin.states import WITH_THE_OFFICE, WITH_THE_UNIT
from taizhang.bulletin.token_titles import named
from taizhang.figures.indicator import published
from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.organisation.access import may, require
from taizhang.organisation.matrix import ROOMS
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view


@dataclass(frozen=True)
class EditorPage(FormPage):
    """What stands around the editor: the item whose issue gives the as-of day, and the ledgers to pick figures from.

    `word` is the form for a Word file, where a new item is written. `notes` are sentences about a file that was read.
    """

    item: Item | None = None
    word: WordForm | None = None
    notes: tuple[str, ...] = ()

    @property
    def ledgers(self) -> list[tuple[str, Any]]:
        """(code, name) of every ledger that has figures, in the order of the catalogue."""
        return [(code, ROOMS.get(code, code)) for code in dict.fromkeys(each.ledger for each in published())]

    @property
    def picker(self) -> PickerForm:
        """The bar of the picker."""
        return PickerForm(prefix="pick")


def may_change(user: User, item: Item) -> bool:
    """Whether the item's text lies in the person's hands now."""
    if item.state in WITH_THE_UNIT:
        return may(user, "bulletin.write_item", item)
    return item.state in WITH_THE_OFFICE and may(user, "bulletin.edit_item", item)


def _editor(word: WordForm, notes: tuple[str, ...] = ()) -> EditorPage:
    return EditorPage(title=_("写稿"), back=ITEMS.url(), submit=_("存为草稿"), word=word, notes=notes)


@require_http_methods(["GET", "POST"])
def write(request: SignedInRequest) -> HttpResponse:
    """A new item; ?call=5 answers a call for items."""
    require(request.user, "bulletin.write_item")
    asked = request.GET.get("call", "")
    calls = Call.objects.visible_to(request.user).open()
    call = calls.filter(pk=int(asked)).first() if asked.isdecimal() else None
    return form_view(
        request,
        NewItemForm,
        lambda data: actions.write_item(by=request.user, **data),
        page=_editor(WordForm()),
        done=lambda made: ITEMS.url("record", pk=made.pk),
        initial={"call": call, "topic": call.topic} if call else None,
        template="bulletin/item_form.html",
        user=request.user,
    )


@require_POST
def word(request: SignedInRequest) -> HttpResponse:
    """The form of a new item filled from a Word file, for correction; nothing is kept."""
    require(request.user, "bulletin.write_item")
    form, status = WordForm(request.POST, request.FILES), 200
    initial: dict[str, Any] = {}
    notes: tuple[str, ...] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = read_word(file.name, file.read())
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            initial = {"title": found.title, "body": found.body, "source": found.source}
            notes = (
                _("已从“%(name)s”读入，还没有保存。请核对后存为草稿。") % {"name": file.name},
                *found.notes,
            )
    if form.errors:
        status = 422
    page = _editor(form if form.errors else WordForm(), notes)
    context = {"form": NewItemForm(initial=initial, user=request.user), "page": page}
    return render(request, "bulletin/item_form.html", context, status=status)


def _change(form: ItemForm, item: Item, by: User) -> Item:
    data = dict(form.cleaned_data)
    topic = data.pop("topic")
    changed = actions.change_item(item=item, by=by, **data)
    actions.classify_items(items=[changed], topic=topic, by=by)
    return changed


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The text of an item that lies in the person's hands.

    Where somebody saved meanwhile, the form comes back as typed, beside what differs from the text as it is saved now;
    saving once more then counts as having read it.
    """
    found = get_object_or_404(Item.objects.visible_to(request.user).select_related("unit", "topic"), pk=pk)
    if request.method == "GET" and not may_change(request.user, found):
        raise NotPermitted(
            _("稿件现在“%(state)s”，不在您手里，不能编改。") % {"state": found.get_state_display()}
        )
    given = {name: getattr(found, name) for name in ("title", "body", "source", "version", "topic")}
    form = ItemChangeForm(request.POST or None, initial=given)
    context: dict[str, Any] = {
        "page": EditorPage(title=_("编改稿件"), back=ITEMS.url("record", pk=pk), item=found)
    }
    if request.method == "POST" and form.is_valid():
        try:
            _change(form, found, request.user)
        except actions.StaleVersion as stale:
            typed = form.cleaned_data
            form = ItemChangeForm({**request.POST.dict(), "version": found.version}, initial=given)
            form.add_error(None, str(stale))
            context["clash"] = clash(found, typed["title"], typed["body"])
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("已保存。"))
            return HttpResponseRedirect(ITEMS.url("record", pk=pk))
    status = 422 if request.method == "POST" else 200
    return render(request, "bulletin/item_form.html", {**context, "form": form}, status=status)


def clash(saved: Item, title: str, body: str) -> list[list[Piece]]:
    """What the typed text would change in the saved one."""
    typed = body.replace("\r\n", "\n").strip()
    return differences(named(f"{saved.title}\n{saved.body}"), named(f"{title}\n{typed}"))
