"""Pages of one checklist item."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from taizhang.construction import actions
from taizhang.construction.forms import ChecklistItemForm
from taizhang.construction.models import ChecklistItem
from taizhang.construction.registers import CHECKLIST
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import record_context


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One item; the checklist is the same for everybody."""
    item = get_object_or_404(ChecklistItem, pk=pk)
    acts = []
    if may(request.user, "construction.change_checklist"):
        acts.append(Act(_("修改"), CHECKLIST.url("edit", pk=pk), primary=True))
    context = record_context(
        CHECKLIST,
        title=item.code,
        facts=[
            Fact(_("重点"), item.get_focus_display()),
            Fact(_("依据条款"), item.clause),
            Fact(_("在用"), item.active),
            Fact(_("检查内容"), item.text, wide=True),
        ],
        acts=acts,
        history=timeline(item),
    )
    return render(request, "construction/record.html", context)


def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the words of an item."""
    item = get_object_or_404(ChecklistItem, pk=pk)
    require(request.user, "construction.change_checklist")
    back = CHECKLIST.url("record", pk=pk)
    return form_view(
        request,
        ChecklistItemForm,
        lambda data: actions.change_checklist_item(by=request.user, item=item, **data),
        page=FormPage(
            title=_("修改检查项 %s") % item.code,
            back=back,
            note=_("已登记的问题仍指向这一项，改动从此生效。"),
        ),
        done=lambda changed: back,
        initial={"text": item.text, "clause": item.clause, "active": item.active},
    )
