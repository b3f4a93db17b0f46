"""Addresses of what units and editors do with items: writing, the inbox, confirming, merging, calls, credit."""

from django.urls import path

from taizhang.bulletin.calls_register import CALLS
from taizhang.bulletin.confirmations_register import CONFIRMATIONS
from taizhang.bulletin.credits_register import CREDITS
from taizhang.bulletin.views import (
    calls,
    checks,
    confirmations,
    credits,
    inbox,
    items,
    revisions,
    topics,
    writing,
)
from taizhang.workbooks.views import register_urls

ITEM_URLS = [
    path("items/", items.items, name="items"),
    path("items/add/", writing.write, name="items-add"),
    path("items/word/", writing.word, name="items-word"),
    path("items/preview/", items.preview, name="items-preview"),
    path("items/<int:pk>/", items.item, name="items-record"),
    path("items/<int:pk>/edit/", writing.edit, name="items-edit"),
    path("items/<int:pk>/revisions/", revisions.revisions, name="items-revisions"),
    path("items/<int:pk>/adopted/", credits.adopted, name="items-adopted"),
    path("items/check/", checks.typed, name="items-check-typed"),
    path("items/<int:pk>/check/", checks.item, name="items-check"),
    path("items/<int:pk>/decide/", checks.decide, name="items-decide"),
    path("items/<int:pk>/<slug:name>/", items.act, name="items-act"),
    path("picker/<str:ledger>/", items.picker, name="picker"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/together/", inbox.together, name="inbox-together"),
    path("merge/", inbox.merge, name="merge-add"),
    *register_urls(CONFIRMATIONS, record=confirmations.confirmation),
    path("confirmations/<int:pk>/agree/", confirmations.agree, name="confirmations-agree"),
    path("confirmations/<int:pk>/dispute/", confirmations.dispute, name="confirmations-dispute"),
    path("calls/<int:pk>/answer/<int:item>/", calls.answer, name="calls-answer"),
    *register_urls(CALLS, record=calls.call, add=calls.add, edit=calls.edit),
    path("calls/<int:pk>/<slug:name>/", calls.act, name="calls-act"),
    path("ranking/", credits.ranked, name="ranking"),
    path("ranking/export/", credits.export, name="ranking-export"),
    path("ranking/rules/", credits.rules, name="credit-rules"),
    path("ranking/rules/add/", credits.set_rules, name="credit-rules-add"),
    path("adoptions/<int:pk>/cancel/", credits.cancel, name="adoptions-cancel"),
    *register_urls(CREDITS, record=credits.credit),
    path("topics/", topics.topics, name="topics"),
    path("topics/add/", topics.add, name="topics-add"),
    path("topics/<int:pk>/edit/", topics.edit, name="topics-edit"),
]
