"""The one place from which a robot is called; tests put their own function in its stead."""

import json
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage
from typing import IO, Any

TIMEOUT = 8.0  # seconds
MOST = 64 * 1024  # bytes of an answer that are read


class Unreachable(Exception):
    """The address gave no answer that can be read; the sentence never holds the address, which holds a token."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A robot answers itself; being sent elsewhere is a fault, not something to follow."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def post_json(url: str, payload: dict[str, Any]) -> dict[str, Any]:
    """Post JSON and return the JSON object answered, within `TIMEOUT`; raises Unreachable for everything else."""
    request = urllib.request.Request(
        url,
        json.dumps(payload, ensure_ascii=False).encode(),
        {"Content-Type": "application/json; charset=utf-8"},
    )
    try:
        with urllib.request.build_opener(_NoRedirects).open(request, timeout=TIMEOUT) as answer:
            body = json.loads(answer.read(MOST))
    except urllib.error.HTTPError as error:
        raise Unreachable(f"HTTP {error.code}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from None
    if not isinstance(body, dict):
        raise Unreachable("JSON")
    return body
