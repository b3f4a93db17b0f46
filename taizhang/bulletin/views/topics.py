"""The short list of topics, and its forms."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.bulletin import actions
from taizhang.bulletin.item_forms import TopicForm
from taizhang.bulletin.models import Topic
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view


@require_GET
def topics(request: SignedInRequest) -> HttpResponse:
    """Every topic, those no longer used last."""
    rows = Topic.objects.order_by("-in_use", "position", "pk")
    context = {"topics": rows, "may_edit": may(request.user, "bulletin.edit_topics")}
    return render(request, "bulletin/topics.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A new topic."""
    require(request.user, "bulletin.edit_topics")
    return form_view(
        request,
        TopicForm,
        lambda data: actions.set_topic(by=request.user, **data),
        page=FormPage(title=_("新主题"), back=reverse("bulletin:topics")),
        done=lambda _topic: reverse("bulletin:topics"),
    )


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another name or place, or out of use."""
    found = get_object_or_404(Topic, pk=pk)
    require(request.user, "bulletin.edit_topics")
    return form_view(
        request,
        TopicForm,
        lambda data: actions.set_topic(topic=found, by=request.user, **data),
        page=FormPage(title=_("改主题"), back=reverse("bulletin:topics")),
        done=lambda _topic: reverse("bulletin:topics"),
        initial={"name": found.name, "position": found.position, "in_use": found.in_use},
    )
