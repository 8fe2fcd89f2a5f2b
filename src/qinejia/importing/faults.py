"""What stops an import (导入失败)."""

from __future__ import annotations


class ImportFault(Exception):
    """A file that cannot be taken in; the message is one Chinese line for an editor."""
