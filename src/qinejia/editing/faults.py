"""What stops an edit (编辑失败)."""

from __future__ import annotations


class EditingFault(Exception):
    """A request that is not carried out; the message is one Chinese line for an editor."""
