"""Pages on which a unit confirms the figures that the office changed in its text, or says what is wrong with them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.bulletin import actions
from taizhang.bulletin.confirmations_register import CONFIRMATIONS
from taizhang.bulletin.differences import differences
from taizhang.bulletin.forms import ReasonForm
from taizhang.bulletin.live_figures import Evaluation
from taizhang.bulletin.models import Confirmation, ItemRevision
from taizhang.bulletin.sheet import set_text
from taizhang.bulletin.token_titles import named, shown
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view


def _confirmation(request: SignedInRequest, pk: int) -> Confirmation:
    rows = Confirmation.objects.visible_to(request.user).select_related("item__unit", "unit", "answered_by")
    return get_object_or_404(rows, pk=pk)


@require_GET
def confirmation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every changed figure with its sentence, the text as it reads now, and what differs from what the unit sent."""
    found = _confirmation(request, pk)
    asked = ItemRevision.objects.filter(item=found.item, version=found.version).first()
    today = business_today()
    evaluation = Evaluation(today, today)
    context: dict[str, Any] = {
        "found": found,
        "changes": [
            (shown(each["was"], evaluation), shown(each["now"], evaluation), named(each["sentence"]))
            for each in found.changes
        ],
        "may_answer": found.is_open and may(request.user, "bulletin.confirm_item", found),
        "back": CONFIRMATIONS.url(),
    }
    if asked is not None:
        context["text"] = set_text(asked.title, asked.body, asked.source, evaluation)
        sent = _sent(found)
        if sent is not None and sent.pk != asked.pk:
            context["lines"] = differences(named(sent.text), named(asked.text))
    return render(request, "bulletin/confirmation.html", context)


def _sent(found: Confirmation) -> ItemRevision | None:
    """The unit's own last version before the question; None where its text went into another unit's."""
    if found.item.unit_id != found.unit_id:
        return None
    posts = found.item.revisions.filter(version__lt=found.version, by__posts__unit=found.unit_id)
    return posts.order_by("-version").first()


@require_POST
def agree(request: SignedInRequest, pk: int) -> HttpResponse:
    """The figures are right."""
    actions.confirm_figures(confirmation=_confirmation(request, pk), by=request.user)
    messages.success(request, _("已回核，信息科可以排用了。"))
    return HttpResponseRedirect(CONFIRMATIONS.url())


@require_http_methods(["GET", "POST"])
def dispute(request: SignedInRequest, pk: int) -> HttpResponse:
    """Something is wrong: which figure, and what it should be."""
    found = _confirmation(request, pk)
    require(request.user, "bulletin.confirm_item", found)
    back = CONFIRMATIONS.url("record", pk=pk)
    return form_view(
        request,
        ReasonForm,
        lambda data: actions.dispute_figures(confirmation=found, by=request.user, **data),
        page=FormPage(
            title=_("有异议 · %(title)s") % {"title": found.item.title},
            back=back,
            submit=_("提出异议"),
            note=_("请写明哪个数字不对、应该是多少，编辑会看到。"),
        ),
        done=lambda _answered: back,
        saved=_("已告诉编辑。"),
    )
