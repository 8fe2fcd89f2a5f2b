"""Templates that are found and compiled once (模板缓存): to compile them takes 0.25 s."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig

from qinejia.memory import Memory

Key = tuple[str, str]
"""A template, and the text that it was made of."""


def environment(config: MkDocsConfig, cache: TemplateCache) -> Environment:
    """The theme's environment."""
    env: Environment = config.theme.get_env()
    if type(env.loader) is FileSystemLoader:
        env.loader = _Loader(env.loader.searchpath)
    env.bytecode_cache = cache
    return env


class _Loader(FileSystemLoader):
    """Lists no hidden folders: MkDocs takes nothing from them, and Material's has 10,000 icons."""

    def list_templates(self) -> list[str]:
        found = set()
        for top in self.searchpath:
            for folder, folders, names in os.walk(top, followlinks=self.followlinks):
                if folder == str(top):
                    folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(folder).relative_to(top).as_posix()
                found |= {name if below == "." else f"{below}/{name}" for name in names}
        return sorted(found)


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
