"""`issue`: a bulletin issue as files."""

import argparse
import sys

from taizhang.bulletin import printing
from taizhang.bulletin.models import Issue
from taizhang.foundation.refusals import Refused


def issue(arguments: argparse.Namespace) -> int:
    """Write the frozen issue of that number as PDF and DOCX."""
    found = Issue.objects.filter(number=arguments.number)
    if arguments.year:
        found = found.filter(year=arguments.year)
    latest = found.order_by("-year").first()
    if latest is None:
        raise Refused(f"没有第 {arguments.number} 期。")
    if not arguments.pdf and not arguments.docx:
        raise Refused("请用 --pdf 或 --docx 说明写到哪个文件。")
    for path, render in ((arguments.pdf, printing.pdf_of), (arguments.docx, printing.docx_of)):
        if path:
            path.write_bytes(render(latest))
            print(path, file=sys.stderr)
    return 0
