"""`audit`: the journal's chain from the command line."""

import argparse
import sys

from taizhang.journal import chain


def audit(arguments: argparse.Namespace) -> int:
    """Print the head, or walk the chain; exit 1 and the first bad event where it fails."""
    if arguments.what == "head":
        seq, head = chain.head()
        print(f"{seq} {head}")
        return 0
    found = chain.verify(arguments.head)
    if found.fault:
        print(f"日志链在第 {found.fault_seq} 条处断开：{found.fault}", file=sys.stderr)
        return 1
    print(f"日志链完整：{found.events} 条，链头 {found.head}")
    return 0
