"""The enterprise's link: one signed token an answer, and how long it may be used. Pure rules, no rows."""

import secrets
from datetime import date, timedelta

import segno
from django.core.signing import BadSignature, Signer
from django.utils.safestring import SafeString, mark_safe

# 最多跑一次: the enterprise answers from its own desk, within these many days of the link and of the closing.
VERDICT_DAYS = 90
REOPEN_DAYS = 90
_SIGNER = "enterprises.reply"


def new_nonce() -> str:
    """What makes a link unguessable even to who knows the site's key: 128 random bits as text."""
    return secrets.token_urlsafe(16)


def token_of(answer_id: int, nonce: str) -> str:
    """The token of an answer's link: `<answer id>.<nonce>:<signature>`."""
    return Signer(salt=_SIGNER).sign(f"{answer_id}.{nonce}")


def read_token(token: str) -> tuple[int, str] | None:
    """(answer id, nonce) of a token that this site has signed; None for anything else."""
    try:
        number, _dot, nonce = Signer(salt=_SIGNER).unsign(token).partition(".")
    except BadSignature:
        return None
    return (int(number), nonce) if number.isascii() and number.isdecimal() and nonce else None


def picture_of(address: str) -> SafeString:
    """The QR code of an address as an inline SVG; level M still reads with a seventh of it worn off."""
    code = segno.make_qr(address, error="m")
    # Modules only: no text of the address.
    return mark_safe(code.svg_inline(border=2, scale=1, omitsize=True))


def verdict_until(link_on: date) -> date:
    """The last day on which the enterprise may say by this link whether it is satisfied."""
    return link_on + timedelta(days=VERDICT_DAYS)


def reopen_until(closed_on: date) -> date:
    """The last day on which the enterprise may open its request again by the same link."""
    return closed_on + timedelta(days=REOPEN_DAYS)
