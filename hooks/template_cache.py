"""Compiled templates that outlive one run (模板缓存): to compile them takes 0.25 s."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from qinejia.memory import Memory

Key = tuple[str, str]
"""A template, and the text that it was made of."""


class TemplateCache(BytecodeCache):
    """Keeps the bytecode of templates in a ``Memory``."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.used: dict[Key, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        key = (bucket.key, bucket.checksum)
        if self._memory.is_current("template", key):
            self.used[key] = self._memory.found("template", key)
            bucket.bytecode_from_string(self.used[key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.keep({(bucket.key, bucket.checksum): bucket.bytecode_to_string()})

    def keep(self, used: Mapping[Key, bytes]) -> None:
        """Remember what this process, or another one, used."""
        self.used |= used
        for key, code in used.items():
            self._memory.keep("template", key, code, ())
