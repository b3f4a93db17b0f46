"""`check`: the claims of a text held against the text itself and against the ledgers, from the command line."""

import argparse
import json
import sys

from django.db import DatabaseError

from taizhang.foundation.refusals import Refused
from taizhang.organisation import district
from taizhang.proofreading.answers import answer
from taizhang.proofreading.checking import Checked
from taizhang.proofreading.checking import check as check_text
from taizhang.proofreading.reading.files import UnreadableFile, read_text

UNREADABLE = 2


def check(arguments: argparse.Namespace) -> int:
    """Exit 0 where nothing is wrong, 1 where a claim is 矛盾 or a fault stands in the text, 2 where the file cannot be read."""
    try:
        text = read_text(arguments.file, arguments.file.name)
    except (UnreadableFile, OSError) as fault:
        print(_sentence(arguments, fault), file=sys.stderr)
        return UNREADABLE
    try:
        checked = check_text(text, as_of=arguments.as_of or district.business_today())
    except DatabaseError as fault:
        raise Refused("数据库还没有建好。请先运行 taizhang init 或 taizhang demo。") from fault
    if arguments.json:
        print(json.dumps(answer(checked), ensure_ascii=False, indent=1))
    else:
        _print(checked)
    return int(checked.contradicted)


def _sentence(arguments: argparse.Namespace, fault: Exception) -> str:
    if isinstance(fault, FileNotFoundError):
        return f"没有“{arguments.file}”这个文件。"
    return str(fault) if isinstance(fault, UnreadableFile) else f"读不了“{arguments.file}”：{fault}"


def _print(checked: Checked) -> None:
    for claim in checked.claims:
        said = "".join(claim.claim.text.split())
        print(f"{claim.verdict.value}　{claim.claim.start:>6}–{claim.claim.end:<6}{said}　{claim.why}")
        if claim.suggestions:
            print(f"　　　可写：{'、'.join(claim.suggestions)}")
    for problem in checked.problems:
        print(
            f"{'文中有误' if problem.sure else '请留意'}　{problem.start:>6}–{problem.end:<6}{problem.sentence}"
        )
    counted: dict[str, int] = {}
    for claim in checked.claims:
        counted[claim.verdict.value] = counted.get(claim.verdict.value, 0) + 1
    told = "，".join(f"{verdict} {number} 处" for verdict, number in counted.items())
    sure = sum(problem.sure for problem in checked.problems)
    print(
        f"{told or '没有数量说法'}；文中有误 {sure} 处，请留意 {len(checked.problems) - sure} 处。",
        file=sys.stderr,
    )
