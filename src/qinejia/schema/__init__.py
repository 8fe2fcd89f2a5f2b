"""Turns documents into records or into faults (数据规格)."""

from qinejia.schema.exporting import header_schema
from qinejia.schema.reading import Content, read_content

__all__ = ["Content", "header_schema", "read_content"]
