"""What a signature stands for: header, body and files of a record, as one short text (内容指纹).

Header values are compared and not their spelling: who writes ``[a]`` as a list of lines, or another
program that puts keys in another order, changes nothing that a reviewer read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from qinejia.links.resolving import Resolver, Target
from qinejia.model.position import Position
from qinejia.model.records import Record
from qinejia.source import read_yaml

REVIEW_KEY = "审核"
_VERSION = "v1-"
"""Tells the way it is made; the letter keeps other programs from reading a number."""
_DIGITS = 24


def named_files(record: Record, resolver: Resolver) -> tuple[str, ...]:
    """Paths below ``docs`` of the pictures, films, captions and downloads that a record names."""
    found = set()
    for link in record.links:
        if link.form in ("link", "image"):
            target = resolver.link(record.path, link.target.strip())
            if isinstance(target, Target) and target.path in resolver.site.resources:
                found.add(target.path)
    return tuple(sorted(found))


def read_text_parts(header_text: str, body: str) -> tuple[dict[str, Any], str]:
    """The header without its review block, and the body without what nobody sees."""
    value = read_yaml(header_text, Position("")).value
    header = dict(value) if isinstance(value, dict) else {}
    header.pop(REVIEW_KEY, None)
    return header, "\n".join(line.rstrip() for line in body.split("\n")).strip("\n")


def fingerprint(header_text: str, body: str, files: Mapping[str, str]) -> str:
    """``files`` are the contents' hashes by path."""
    parts = [*read_text_parts(header_text, body), dict(files)]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return _VERSION + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def signed(records: Iterable[Record]) -> Iterable[Record]:
    """Those that carry a review block; of all others nobody needs to know a fingerprint."""
    return (record for record in records if record.header.review is not None)
