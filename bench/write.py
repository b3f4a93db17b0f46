"""One write over HTTP, with permission, receipt and journal, durable; beside the same inserts by hand, and an empty answer."""

from collections.abc import Iterator
from itertools import count as numbers
from uuid import UUID

from bench import generator
from bench.district import District
from bench.server import serving
from bench.timing import Line, in_turns
from taizhang.construction.models import Site

TARGET_OF_FLOOR = 4.0
_receipts = numbers(1)


def measure(district: District, count: int) -> Iterator[Line]:
    """An inspector records problems through the API, one after the other on one connection."""
    address = district.open_ledger(count)
    body = {
        "site": Site.objects.get(name=generator.SITES[7]).pk, "item": "ENV-04", "description": "北侧土方未覆盖",
        "found_on": "2020-06-19", "due_on": "2020-06-22",
    }  # fmt: skip
    with serving(address, district.inspector) as site:

        def record() -> bytes:
            return site.post(
                "/api/construction/problems", {**body, "receipt": str(UUID(int=next(_receipts)))}
            )

        ours, raw = in_turns(record, site.write_by_hand, turns=district.turns, times=50, same=False)
        yield Line(
            "one write over HTTP", count, ours, raw, None, "two INSERTs by hand, same server, same disk"
        )
        ours, raw = in_turns(record, site.floor, turns=district.turns, times=50, same=False)
        yield Line(
            "one write over HTTP, against the floor",
            count,
            ours,
            raw,
            TARGET_OF_FLOOR,
            "an empty answer of a bare WSGI server",
        )
