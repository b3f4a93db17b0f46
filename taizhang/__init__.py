"""Taizhang (台账): ledgers of public work whose every printed figure opens to the rows that it counts."""

__version__ = "0.1.0"
