"""A checked text as other systems read it: the JSON of the API and of the command line."""

from decimal import Decimal
from typing import Any

from taizhang.figures.answers import number
from taizhang.proofreading.checking import Checked, CheckedClaim
from taizhang.proofreading.claim import Problem


def answer(checked: Checked) -> dict[str, Any]:
    """{claims: [...], problems: [...], as_of, dated}; offsets count characters of the text as read."""
    dated = checked.reading.dated
    return {
        "claims": [claim_answer(claim) for claim in checked.claims],
        "problems": [problem_answer(problem) for problem in checked.problems],
        "as_of": checked.as_of.isoformat(),
        "dated": dated.isoformat() if dated else None,
    }


def _number(value: Decimal | None) -> int | float | str | None:
    return None if value is None else number(value)


def claim_answer(checked: CheckedClaim) -> dict[str, Any]:
    """One claim: what is said in the unit as printed, the verdict, and where it was linked the figure and what it is.

    `low_open` and `high_open` say that the bound itself does not belong; `found` is in `found_unit`.
    """
    claim, quantity = checked.claim, checked.claim.quantity
    told: dict[str, Any] = {
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "value": _number(quantity.value) if quantity else None,
        "low": _number(quantity.low) if quantity else None,
        "high": _number(quantity.high) if quantity else None,
        "low_open": quantity.low_open if quantity else False,
        "high_open": quantity.high_open if quantity else False,
        "unit": quantity.unit if quantity else None,
        "approx": quantity.approx if quantity else "",
        "modality": claim.modality.value,
        "implied": claim.implied,
        "subject": claim.subject,
        "entity": claim.entity,
        "units": list(claim.units),
        "relation": claim.relation.value,
        "listed": claim.listed,
        "period": _period(checked),
        "verdict": checked.verdict.value,
        "why": checked.why,
    }
    if checked.key:
        told["figure"] = checked.key
    if checked.scope is not None:
        told |= {
            "found": number(checked.value),
            "found_unit": checked.unit_of_measure,
            "read_as": checked.read_as,
            "scope": {
                "as_of": checked.scope.as_of.isoformat(),
                "from": checked.scope.period.start.isoformat(),
                "to": checked.scope.until.isoformat(),
                "unit": checked.scope.unit.short_name if checked.scope.unit else None,
            },
            "url": checked.url,
        }
    if checked.suggestions:
        told["suggestion"] = checked.suggestions[0]
        told["suggestions"] = list(checked.suggestions)
    if checked.rows:
        told["rows"] = [vars(row) for row in checked.rows]
    if checked.phrase is not None:
        told["phrase"] = checked.phrase
    return told


def _period(checked: CheckedClaim) -> dict[str, Any]:
    """The words and the days that they mean; what the text leaves open is filled by the reading that matched."""
    span, scope = checked.claim.span, checked.scope
    start = span.start or (scope.period.start if scope else None)
    end = span.end or (scope.until if scope else None)
    return {
        "text": span.words or None,
        "from": start.isoformat() if start else None,
        "to": end.isoformat() if end else None,
    }


def problem_answer(problem: Problem) -> dict[str, Any]:
    """A fault inside the text; `sure` is False for a warning."""
    return {
        "kind": problem.kind,
        "start": problem.start,
        "end": problem.end,
        "sentence": problem.sentence,
        "sure": problem.sure,
        "suggestion": problem.suggestion,
        "claims": list(problem.claims),
    }
