"""The enterprise's own page, without an account: its request, the answer, and its word on it."""

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from taizhang.enterprises.actions import replies
from taizhang.enterprises.forms import ReplyForm
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.organisation.district import business_today

# What each button says, in which standing of the link, and the action that takes it down.
SATISFIED, DISSATISFIED, REOPEN, OBJECT = "satisfied", "dissatisfied", "reopen", "object"


def _too_often(request: HttpRequest) -> HttpResponse:
    context = {"title": _("请稍后再试"), "sentence": _("提交得太频繁，请过一分钟再试。"), "status": 429}
    return render(request, "web/refusal.html", context, status=429)


def _say(token: str, said: str, data: dict[str, Any], address: str) -> str:
    """Take the enterprise's word down; returns the sentence of thanks."""
    given = {"token": token, "today": business_today(), "address": address, **data}
    if said == SATISFIED:
        replies.give_verdict(satisfied=True, **given)
        return _("谢谢您的评价，这件事已办结。")
    if said == DISSATISFIED:
        replies.give_verdict(satisfied=False, **given)
        return _("已退回承办单位重新办理，办好后会再请您评价。")
    if said == REOPEN:
        replies.reopen(**given)
        return _("已重新交承办单位办理，办好后会再请您评价。")
    if said == OBJECT:
        replies.object_to_declining(**given)
        return _("已改为受理，办好后会再请您评价。")
    raise Refused(_("请按页面上的按钮评价。"))


@never_cache
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """What the link opens. Somebody who is signed in only looks on: staff never speak for the enterprise."""
    if request.method == "POST" and not consume(request, action="enterprise_word"):
        return _too_often(request)
    opened = replies.read_link(token, business_today())
    if opened is None:
        raise Http404
    staff = request.user.is_authenticated
    form, status = ReplyForm(request.POST or None), 200
    if request.method == "POST":
        if staff:
            raise Conflict(_("这一页由企业自己填写。您已登录，只能看，不能代企业评价。"))
        status = 422
        if form.is_valid():
            address = request.META.get("REMOTE_ADDR", "")
            try:
                thanks = _say(token, request.POST.get("say", ""), form.cleaned_data, address)
            except Conflict:
                raise
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, thanks)
                return HttpResponseRedirect(request.path)
    context = {"reply": opened, "row": opened.request, "answer": opened.answer, "form": form, "staff": staff}
    answer = render(request, "enterprises/reply.html", context, status=status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
