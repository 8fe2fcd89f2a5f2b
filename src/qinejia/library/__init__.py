"""Holds all records by identifier and reports duplicates (记录库)."""

from qinejia.library.collecting import Library, collect
from qinejia.library.ledger import Ledger, format_ledger, read_ledger

__all__ = ["Ledger", "Library", "collect", "format_ledger", "read_ledger"]
