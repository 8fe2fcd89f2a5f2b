"""Finds files and splits header from body without losing line numbers (源文件)."""

from qinejia.source.documents import Document, load_documents
from qinejia.source.yaml_reader import Places, YamlResult, read_yaml

__all__ = ["Document", "Places", "YamlResult", "load_documents", "read_yaml"]
