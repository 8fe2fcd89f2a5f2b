"""Full-text search without segmentation (全文搜索): entries, index, queries, reference searcher.

A static index of positional character bigrams, cut into small files that a browser loads as
classic scripts. ``searcher`` reads the same files in Python and is the oracle of the script.
"""

from qinejia.search.entries import Document, Entry, documents, register
from qinejia.search.index import build_index
from qinejia.search.searcher import Hit, Searcher

__all__ = ["Document", "Entry", "Hit", "Searcher", "build_index", "documents", "register"]
