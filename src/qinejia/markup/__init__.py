"""Reads a body into blocks and inline marks (正文标记)."""

from qinejia.markup.blocks import RawOptions, read_blocks
from qinejia.markup.inline import Inline, find_inline

__all__ = ["Inline", "RawOptions", "find_inline", "read_blocks"]
