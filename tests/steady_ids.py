"""A pytest plugin that keeps bytes out of the names of tests: a zip file holds the hour, and two workers must collect the same names."""

import pytest


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    return argname if isinstance(val, bytes) else None
