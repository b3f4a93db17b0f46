"""Pages of the house style: the rules, and what they find in a text that is being typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.bulletin import actions, house_style
from taizhang.bulletin.models import StyleRule
from taizhang.bulletin.models.house_style import WRITERS
from taizhang.bulletin.office_forms import StyleRuleForm
from taizhang.bulletin.style_in_force import rules_in_force
from taizhang.bulletin.views.picker import require_writing
from taizhang.organisation.access import may, require
from taizhang.organisation.models import Unit
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view

PERMISSION = "bulletin.keep_house_style"
_FIELDS = ("kind", "topic", "pattern", "replacement", "unless", "reason")
_MOST = 30  # faults shown under a text


@require_GET
def rules(request: SignedInRequest) -> HttpResponse:
    """The rules of the office, and the names of the units that texts are held to as well."""
    if not request.user.role_keys & WRITERS:
        require(request.user, PERMISSION)
    rows = StyleRule.objects.visible_to(request.user)
    asked = request.GET.get("q", "").strip()
    topic = request.GET.get("topic", "")
    if topic in StyleRule.Topic.values:
        rows = rows.filter(topic=topic)
    if asked:
        rows = rows.filter(pattern__icontains=asked) | rows.filter(replacement__icontains=asked)
    context: dict[str, Any] = {
        "rules": rows.order_by("-active", "topic", "pk"),
        "asked": asked,
        "topics": StyleRule.Topic.choices,
        "topic": topic,
        "units": [unit for unit in Unit.objects.exclude(kind=Unit.Kind.DISTRICT) if unit.aliases],
        "may_keep": may(request.user, PERMISSION),
    }
    return render(request, "bulletin/house_style.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A new rule."""
    require(request.user, PERMISSION)
    back = reverse("bulletin:style")
    return form_view(
        request,
        StyleRuleForm,
        lambda data: actions.write_style_rule(by=request.user, **data),
        page=FormPage(title=_("新增体例"), back=back),
        done=lambda made: f"{back}#rule-{made.pk}",
    )


def _rule(request: SignedInRequest, pk: int) -> StyleRule:
    return get_object_or_404(StyleRule.objects.visible_to(request.user), pk=pk)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A rule that exists."""
    found = _rule(request, pk)
    require(request.user, PERMISSION)
    back = reverse("bulletin:style")
    return form_view(
        request,
        StyleRuleForm,
        lambda data: actions.change_style_rule(rule=found, by=request.user, **data),
        page=FormPage(title=_("修改体例"), back=back),
        done=lambda changed: f"{back}#rule-{changed.pk}",
        initial={name: getattr(found, name) for name in _FIELDS},
    )


@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a rule out of force, or back."""
    found = _rule(request, pk)
    actions.change_style_rule(rule=found, by=request.user, active=not found.active)
    return HttpResponseRedirect(f"{reverse('bulletin:style')}#rule-{pk}")


@require_POST
def begin(request: SignedInRequest) -> HttpResponse:
    """Take in the rules that an office begins with."""
    count = actions.write_starting_rules(by=request.user)
    messages.success(request, _("已装入 %(n)s 条常用体例。") % {"n": count})
    return HttpResponseRedirect(reverse("bulletin:style"))


@require_POST
def check(request: SignedInRequest) -> HttpResponse:
    """What the house style finds in the title and the text being typed, each with its place; keeps nothing."""
    require_writing(request.user)
    rules = rules_in_force()
    found = []
    for name in ("title", "body"):
        text = request.POST.get(name, "").replace(
            "\r\n", "\n"
        )  # the browser counts a line end as one character
        found += [(name, fault, _around(text, fault)) for fault in house_style.find(text, rules)]
    context = {"faults": found[:_MOST], "more": max(len(found) - _MOST, 0)}
    return render(request, "bulletin/_style_faults.html", context)


def _around(text: str, fault: house_style.Fault) -> tuple[str, str]:
    """The words before and after a fault, on its line; a live figure among them is a mark."""
    before = house_style.without_figures(text[: fault.start]).rpartition("\n")[2]
    after = house_style.without_figures(text[fault.end :]).partition("\n")[0]
    return before[-8:], after[:8]
