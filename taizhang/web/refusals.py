"""The pages for 400, 403, 404, 409, 500 and a stale form."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from taizhang.foundation.refusals import Refused


def page(request: HttpRequest, status: int, sentence: str, posts: tuple[Any, ...] = ()) -> HttpResponse:
    """An error page (or JSON for the API) with one sentence that says what is wrong and what to do."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": sentence}, status=status, json_dumps_params={"ensure_ascii": False})
    titles = {
        400: _("不能这样办"), 403: _("没有权限"), 404: _("没有找到"), 409: _("已有变化"), 500: _("系统出错"),
    }  # fmt: skip
    context = {"status": status, "title": titles[status], "sentence": sentence, "posts": posts}
    return render(request, "web/refusal.html", context, status=status)


def answer(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page of a refusal."""
    return page(request, refusal.status, str(refusal), getattr(refusal, "posts", ()))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also what the record of another unit answers."""
    return page(request, 404, _("没有这一页，或您的岗位看不到它。"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 from Django itself."""
    return page(request, 403, _("您的岗位不能打开这一页。"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 from Django itself."""
    return page(request, 400, _("这个请求不完整，请回到上一页再试。"))


def fault(request: HttpRequest) -> HttpResponse:
    """500: nothing was changed, since every write is one transaction."""
    return page(request, 500, _("刚才的操作没有生效，数据没有变化。请稍后再试；再次出现时请告诉管理员。"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is too old or came from elsewhere."""
    return page(request, 403, _("这张表单已过期。请按“返回”回到表单，刷新后再提交；所填内容仍在。"))
