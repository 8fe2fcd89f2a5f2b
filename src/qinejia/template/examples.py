"""Cuts what belongs to the examples out of registers that hold everything (示例内容)."""

from __future__ import annotations

from collections.abc import Mapping

from qinejia.library.media import LOCK, format_lock, read_lock


def with_own_media(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """``files`` with a media register that names only films among them."""
    found = dict(files)
    if LOCK in found:
        entries, _ = read_lock(found[LOCK].decode("utf-8"))
        own = {path: entry for path, (entry, _) in entries.items() if f"docs/{path}" in found}
        found[LOCK] = format_lock(own).encode()
    return found
