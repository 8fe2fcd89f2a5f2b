"""Finds files and splits header from body without losing line numbers (源文件)."""

from qinejia.source.documents import Document, Tree, load_documents, read_text
from qinejia.source.yaml_reader import MAX_FILE_LINES, Places, YamlResult, read_yaml

__all__ = [
    "MAX_FILE_LINES",
    "Document",
    "Places",
    "Tree",
    "YamlResult",
    "load_documents",
    "read_text",
    "read_yaml",
]
