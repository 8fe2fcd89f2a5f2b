"""Documents in, index files out (建立索引).

All text stands in one long row of characters: each page's headings, then its bodies. For each pair
of neighbours (二元) the index keeps every position; a phrase is found by positions that follow one
another, so that no word list is needed and nothing is lost. The pairs are sorted and cut into files
of similar size. Files:

``search/index.js``          the folder of this index, a hash of everything in it
``search/<hash>/table.js``   titles, addresses, numbers, facets, lengths, and which pair is where
``search/<hash>/p<n>.js``    positions of a range of pairs
``search/<hash>/d<n>.js``    anchors and texts of page n, for what is shown of a hit
``search/<hash>/readings.js`` how characters are read
``search/<hash>/old.js``     traditional characters

Each is one call of ``qjSearch(name, data)``, a classic script, so that it loads from a folder too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from qinejia.memory import Memory
from qinejia.search.entries import Document
from qinejia.search.folding import fold, traditional
from qinejia.search.numbers import encode, encode_sorted
from qinejia.search.positions import find_positions
from qinejia.search.readings import readings
from qinejia.search.scripts import call, dump

VERSION = 1
FOLDER = "search"
SHARD = 6_000
"""Characters of a file of positions, about; gzip halves them."""


def build_index(
    documents: Sequence[Document],
    synonyms: Mapping[str, Sequence[str]],
    memory: Memory | None = None,
) -> Mapping[str, str]:
    """Path below the site → text of every file of the index; the same input gives the same bytes.

    ``synonyms`` are what people say → the words of the standards.
    """
    memory = memory or Memory()
    positions = find_positions([document.lines for document in documents], memory)
    shards, firsts = _shards(positions.pairs)
    files = {f"p{number}": dump(shard) for number, shard in enumerate(shards)}
    for number, document in enumerate(documents):
        files[f"d{number}"] = document.packed
    pairs = traditional()
    files["old"] = dump(["".join(pairs), "".join(pairs.values())])
    titles = [fold(text) for document in documents for text in (document.title, *document.aliases)]
    files["readings"] = dump(readings(titles, memory))
    files["table"] = dump(_table(documents, positions.lengths, firsts, synonyms))
    return _Files(files)


class _Files(Mapping[str, str]):
    """The files of an index by path; their texts are put together when somebody asks."""

    def __init__(self, files: Mapping[str, str]) -> None:
        digest = hashlib.sha256()
        for name, packed in files.items():
            digest.update(f"{name}\n{call(name, packed)}".encode())
        folder = digest.hexdigest()[:12]
        self._packed = {f"{FOLDER}/{folder}/{name}.js": (name, files[name]) for name in files}
        first = dump({"version": VERSION, "folder": folder})
        self._packed[f"{FOLDER}/index.js"] = ("index", first)

    def __getitem__(self, path: str) -> str:
        return call(*self._packed[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def _shards(pairs: Mapping[str, str]) -> tuple[list[dict[str, str]], list[str]]:
    """Files of pairs in their order, and the first pair of each."""
    shards: list[dict[str, str]] = []
    firsts: list[str] = []
    size = SHARD
    for pair in sorted(pairs):
        text = pairs[pair]
        if size + len(text) > SHARD and size:
            shards.append({})
            firsts.append(pair)
            size = 0
        shards[-1][pair] = text
        size += len(text) + 6
    return shards, firsts


def _table(
    documents: Sequence[Document],
    lengths: Sequence[int],
    firsts: Sequence[str],
    synonyms: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    texts = "".join(f"{d.title}{d.number}{''.join(d.aliases)}" for d in documents)
    old = sorted(set(texts) & traditional().keys())
    kinds = sorted({document.kind for document in documents})
    facets: dict[str, dict[str, list[int]]] = {}
    for number, document in enumerate(documents):
        for name, values in document.facets.items():
            for value in values:
                facets.setdefault(name, {}).setdefault(value, []).append(number)
    return {
        "titles": _join(document.title for document in documents),
        "urls": _join(document.url for document in documents),
        "numbers": _join(document.number for document in documents),
        "aliases": _join("\t".join(document.aliases) for document in documents),
        "kinds": kinds,
        "kind": encode(kinds.index(document.kind) for document in documents),
        "lengths": encode(lengths),
        "facets": {
            name: {value: encode_sorted(facets[name][value]) for value in sorted(facets[name])}
            for name in sorted(facets)
        },
        "firsts": "".join(firsts),
        "old": ["".join(old), "".join(traditional()[char] for char in old)],
        "synonyms": {fold(said): [fold(word) for word in synonyms[said]] for said in synonyms},
    }


def _join(texts: Iterable[str]) -> str:
    return "\n".join(" ".join(text.split("\n")) for text in texts)
