"""The enterprise's own word by its link: the only way in which a request closes, is refused, or opens again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.enterprises import reply_links
from taizhang.enterprises.actions.days import moment_of, written
from taizhang.enterprises.models import Answer, EnterpriseRequest
from taizhang.enterprises.states import EnterpriseRequestState
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.moves import move
from taizhang.organisation.workdays import add_working_days

VERDICT, REOPEN, OBJECT, NOTHING = "verdict", "reopen", "object", ""
LONGEST_WORDS = 500


@dataclass(frozen=True)
class Reply:
    """What a link opens: the answer with its request, what may be said now, and until when."""

    answer: Answer
    may: str
    until: date | None

    @property
    def request(self) -> EnterpriseRequest:
        """The request that was answered."""
        return self.answer.request


def read_link(token: str, today: date) -> Reply | None:
    """What the link opens; None where this site never made it, or has made a newer one for the same answer."""
    read = reply_links.read_token(token)
    if read is None:
        return None
    number, nonce = read
    answers = Answer.objects.select_related(
        "request__enterprise", "request__unit", "request__first_unit", "unit"
    )
    answer = answers.filter(pk=number, nonce=nonce).first()
    return None if answer is None else _reply(answer, today)


def _reply(answer: Answer, today: date) -> Reply:
    """What may be said to an answer: of the last round only, and within its days."""
    request, state = answer.request, answer.request.state
    newest = not Answer.objects.filter(request=request, round__gt=answer.round).exists()
    may, until = NOTHING, None
    if newest and answer.verdict_on is None and state == EnterpriseRequestState.ANSWERED:
        may, until = VERDICT, reply_links.verdict_until(answer.link_on)
    elif newest and answer.verdict_on is None and state == EnterpriseRequestState.DECLINED:
        may, until = OBJECT, reply_links.verdict_until(answer.link_on)
    elif newest and state == EnterpriseRequestState.CLOSED and request.closed_on is not None:
        may, until = REOPEN, reply_links.reopen_until(request.closed_on)
    return Reply(answer, may if until is not None and today <= until else NOTHING, until)


@transaction.atomic
def give_verdict(
    *, token: str, today: date, satisfied: bool, words: str, signed_as: str, address: str
) -> EnterpriseRequest:
    """Satisfied: the request is closed. Not satisfied: it goes back to the unit with the words and a new limit.

    The token is the permission: there is no `by`. `address` is where the word came from, kept in the journal. Raises
    Refused without words where not satisfied, Conflict where the link no longer takes a verdict.
    """
    reply = _held(token, today, VERDICT)
    words = _words(words, needed=not satisfied)
    if satisfied:
        _say(reply.answer, satisfied=True, words=words, verdict_on=today, signed_as=signed_as)
        return _move(reply, "close", today, words, address, closed_on=today)
    _say(reply.answer, satisfied=False, words=words, verdict_on=today, signed_as=signed_as)
    return _move(reply, "dissatisfied", today, words, address, due_on=_new_limit(reply.request, today))


@transaction.atomic
def reopen(*, token: str, today: date, words: str, signed_as: str, address: str) -> EnterpriseRequest:
    """The enterprise comes back to what was closed: with the unit again, with a new limit. As give_verdict otherwise."""
    reply = _held(token, today, REOPEN)
    words = _words(words, needed=True)
    _say(reply.answer, taken_back_on=today, taken_back_words=words, signed_as=signed_as)
    changes = {"closed_on": None, "due_on": _new_limit(reply.request, today)}
    return _move(reply, "reopen", today, words, address, **changes)


@transaction.atomic
def object_to_declining(
    *, token: str, today: date, words: str, signed_as: str, address: str
) -> EnterpriseRequest:
    """The enterprise does not take no for an answer: the request is open again. As give_verdict otherwise."""
    reply = _held(token, today, OBJECT)
    words = _words(words, needed=True)
    _say(reply.answer, satisfied=False, words=words, verdict_on=today, signed_as=signed_as)
    return _move(reply, "readmit", today, words, address, due_on=_new_limit(reply.request, today))


def _held(token: str, today: date, wanted: str) -> Reply:
    """The link's reply with its request locked, so that of two words at once only the first counts."""
    reply = read_link(token, today)
    if reply is None:
        raise Refused(_("这个链接不对，请向答复您的单位重新要一个。"))
    EnterpriseRequest.objects.select_for_update().get(pk=reply.request.pk)
    reply = read_link(token, today)
    if reply is None or reply.may != wanted:
        raise Conflict(_("这个链接已经用过或过了期限，请向答复您的单位重新要一个。"))
    return reply


def _say(answer: Answer, **said: Any) -> None:
    said["signed_as"] = str(said.get("signed_as", "")).strip()[:40]
    for field, value in said.items():
        setattr(answer, field, value)
    answer.save(update_fields=list(said))


def _move(
    reply: Reply, name: str, today: date, words: str, address: str, **changes: Any
) -> EnterpriseRequest:
    detail = {
        "round": reply.answer.round,
        "words": words,
        "address": address,
        "signed_as": reply.answer.signed_as,
    }
    return move(
        reply.request,
        name,
        by=None,
        happened_at=moment_of(today),
        reason=words,
        changes=changes,
        detail=detail,
    )


def _new_limit(request: EnterpriseRequest, today: date) -> date:
    return add_working_days(today, request.limit_days)


def _words(words: str, *, needed: bool) -> str:
    if needed:
        return written(words, "words", _("还有什么没有解决"), LONGEST_WORDS)
    return words.strip()[:LONGEST_WORDS]
