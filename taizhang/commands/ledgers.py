"""`import`, `export` and `figures`: the ledgers from the command line, through the same gates as the pages."""

import argparse
import json
import sys

from taizhang.figures.answers import answer
from taizhang.figures.indicator import Scope, UnknownIndicator, published
from taizhang.foundation.quantities import normalise_name
from taizhang.foundation.refusals import Refused
from taizhang.organisation import district, founding
from taizhang.organisation.models import Unit, User
from taizhang.web import display
from taizhang.workbooks import importing, writing
from taizhang.workbooks.columns import Sheet
from taizhang.workbooks.registers import published_sheets


def _sheet(key: str) -> Sheet:
    sheets = published_sheets()
    if key in sheets:
        return sheets[key]
    named = {str(sheet.title): sheet for sheet in sheets.values()}
    if key in named:
        return named[key]
    raise Refused(
        f"没有叫“{key}”的台账。有：{'、'.join(f'{key}（{sheet.title}）' for key, sheet in sheets.items())}。"
    )


def _person(username: str | None) -> User:
    if username is None:
        return founding.command_line_account()
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist as error:
        raise Refused(f"没有用户名是“{username}”的人。") from error


@importing.collector_paused()
def take_in(arguments: argparse.Namespace) -> int:
    """Import a workbook: exit 0 when all is in (or was already), 1 when refused; errors go to standard output."""
    sheet, by = _sheet(arguments.ledger), _person(arguments.by)
    if not arguments.file.is_file():
        raise Refused(f"没有“{arguments.file}”这个文件。")
    try:
        checked = importing.check(sheet, arguments.file, arguments.file.name, by=by)
        created = 0
        if not arguments.dry_run:
            created = importing.land(
                checked, by=by, source=arguments.file.name, correct_rows_only=arguments.correct_rows_only
            )
    except importing.ImportRefused as refusal:
        return _refuse(arguments, refusal.checked, str(refusal))
    except Refused as refusal:
        if arguments.json:
            print(
                json.dumps(
                    [{"row": 0, "column": "", "value": "", "reason": str(refusal)}], ensure_ascii=False
                )
            )
        print(refusal, file=sys.stderr)
        return 1
    if checked.errors:
        if arguments.dry_run:
            return _refuse(arguments, checked, f"{checked.wrong_rows} 行有误；试导入，没有改动。")
        _refuse(arguments, checked, f"已导入正确的 {created} 行；{checked.wrong_rows} 行有误没有导入。")
        return 0
    if arguments.json:
        print("[]")
    if checked.layout.extra:
        print(f"没有读取的列：{'、'.join(checked.layout.extra)}。", file=sys.stderr)
    said = f"试导入：可导入 {len(checked.records)} 行" if arguments.dry_run else f"已导入 {created} 行"
    same = "；台账没有变化" if not arguments.dry_run and not created else ""
    print(f"{said}，{checked.unchanged} 行已有{same}。", file=sys.stderr)
    return 0


def _refuse(arguments: argparse.Namespace, checked: importing.Checked, sentence: str) -> int:
    if arguments.json:
        print(json.dumps([error.as_json() for error in checked.errors], ensure_ascii=False))
    else:
        for error in checked.errors[:200]:
            print(f"第 {error.row} 行　{error.column}　“{error.value}”　{error.reason}")
    path = arguments.file.with_name(f"{arguments.file.stem}-错误原因.xlsx")
    try:
        path.write_bytes(writing.refused(checked))
        sentence += f"带错误原因的工作簿：{path}"
    except OSError as error:
        sentence += f"（带错误原因的工作簿写不到 {path}：{error.strerror}）"
    print(sentence, file=sys.stderr)
    return 1


def give_out(arguments: argparse.Namespace) -> int:
    """Export a ledger as it stood at the end of the as-of day."""
    sheet, by = _sheet(arguments.ledger), founding.command_line_account()
    as_of = arguments.as_of or district.business_today()
    place = district.current()
    arguments.file.write_bytes(
        writing.export(
            sheet.columns,
            sheet.rows(None, by=by, as_of=as_of),
            title=f"{place or ''}{sheet.title}",
            office=str(place or ""),
            as_of=as_of,
        )
    )
    print(arguments.file, file=sys.stderr)
    return 0


def figures(arguments: argparse.Namespace) -> int:
    """Print values of the catalogue, with the rows that they count where asked."""
    unit = None
    if arguments.unit:
        unit = Unit.by_name().get(normalise_name(arguments.unit))
        if unit is None:
            raise Refused(f"没有叫“{arguments.unit}”的单位。")
    scope = Scope.of(
        arguments.as_of or district.business_today(), start=arguments.start, end=arguments.end, unit=unit
    )
    try:
        indicators = [published().get(key) for key in arguments.keys] or list(published())
    except UnknownIndicator as error:
        raise Refused(
            f"目录里没有“{error.args[0]}”。有：{'、'.join(indicator.key for indicator in published())}。"
        ) from error
    found = [answer(indicator, scope, rows=arguments.rows) for indicator in indicators]
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for entry, indicator in zip(found, indicators, strict=True):
            print(
                f"{entry['key']:<44} {display.plain(indicator.value(scope)):>12} {entry['unit']}　{entry['title']}"
            )
            for row in entry.get("rows", ()):
                print("   ", "　".join(display.text(part) for part in row.values()))
    return 0
