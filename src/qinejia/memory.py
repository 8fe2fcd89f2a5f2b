"""What a run keeps for the next one (记忆), so that only what a change touches is made again.

A result is remembered under everything that it was made of: a text, or the things that were looked
up while it was made. Nobody has to list these: a ``Watch`` stands behind the tables of a site and
notes each look-up. A result is used again when every look-up would find the same today; who looked
through a whole table is always asked anew.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import (
    Callable,
    Hashable,
    ItemsView,
    Iterable,
    Iterator,
    Mapping,
    ValuesView,
)
from contextlib import contextmanager
from typing import Any, TypeVar

from qinejia.processes import side_by_side

J = TypeVar("J")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")

_LONG = 80
_HELD = ("record", "page")
"""Kinds of results that are parts of the site."""

Look = tuple[str, Hashable]
"""A table's name and a key; the key ``...`` stands for a look through the whole table."""
Key = tuple[str, str]
Sight = tuple[Look, str | None]
"""What was looked up, and the digest of what was found; ``None`` for nothing."""
Looks = tuple[Sight, ...]
Row = tuple[str, str, bytes, bytes]
"""Kind, key, look-ups and result of something that is remembered, packed to be written."""


def digest_of(*parts: object) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of the parts' ``repr``."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Watch:
    """Notes what is looked up in the tables of one site (查阅记录)."""

    def __init__(self) -> None:
        self._log: set[Look] | None = None
        self._tables: dict[str, tuple[Mapping[Any, Any], Callable[[Any], str]]] = {}
        self._sights: dict[Look, Sight] = {}
        self._same: dict[Sight, bool] = {}

    def table(
        self, name: str, data: Mapping[K, V], digest: Callable[[V], str] = digest_of
    ) -> Mapping[K, V]:
        """``data``, watched; ``digest`` says when two values are the same."""
        self._tables[name] = (data, digest)
        return _Watched(self, name, data)

    @contextmanager
    def looking(self) -> Iterator[set[Look]]:
        """Collects the look-ups until the end of the block; blocks may be nested."""
        outer, own = self._log, set[Look]()
        self._log = own
        try:
            yield own
        finally:
            self._log = outer
            if outer is not None:
                outer |= own

    def note(self, name: str, key: Hashable) -> None:
        """Somebody looked for ``key`` in the table ``name``."""
        if self._log is not None:
            self._log.add((name, key))

    def note_all(self, looks: Looks) -> None:
        """Somebody used a result that these look-ups had led to."""
        if self._log is not None:
            self._log.update(look for look, _ in looks)

    def digests(self, looks: set[Look]) -> Looks:
        """What the look-ups find, in a few digits each."""
        return tuple(map(self._sight, looks))

    def is_same(self, looks: Looks) -> bool:
        """Whether every look-up finds today what it found then."""
        return all(map(self._is_same, looks))

    def _is_same(self, sight: Sight) -> bool:
        known = self._same.get(sight)  # many pages look at the same things
        if known is None:
            look, _ = sight
            known = self._same[sight] = look[1] is not ... and self._sight(look) == sight
        return known

    def _sight(self, look: Look) -> Sight:
        known = self._sights.get(look)
        if known is None:
            data, digest = self._tables.get(look[0], ({}, digest_of))
            is_there = look[1] is not ... and look[1] in data
            known = self._sights[look] = (look, digest(data[look[1]]) if is_there else None)
        return known


class _Watched(Mapping[K, V]):
    """A table behind which a watch stands."""

    def __init__(self, watch: Watch, name: str, data: Mapping[K, V]) -> None:
        self._watch, self._name, self._data = watch, name, data

    def __getitem__(self, key: K) -> V:
        self._watch.note(self._name, key)
        return self._data[key]

    def __contains__(self, key: object) -> bool:
        if isinstance(key, Hashable):
            self._watch.note(self._name, key)
        return key in self._data

    def __iter__(self) -> Iterator[K]:
        self._watch.note(self._name, ...)
        return iter(self._data)

    def __len__(self) -> int:
        self._watch.note(self._name, ...)
        return len(self._data)

    def values(self) -> ValuesView[V]:
        self._watch.note(self._name, ...)
        return self._data.values()

    def items(self) -> ItemsView[K, V]:
        self._watch.note(self._name, ...)
        return self._data.items()


class Memory:
    """Results by kind and key. What a run does not ask for is forgotten when it ends.

    ``rows`` are what an earlier process remembered. In a process that makes one run and ends
    (``is_short``) results are held packed, but for those that the run itself holds all the time.
    """

    def __init__(self, rows: Iterable[Row] = (), is_short: bool = False) -> None:
        self._kept = {
            (kind, key): _Entry(looks=looks, packed=result) for kind, key, looks, result in rows
        }
        self._used: dict[Key, _Entry] = {}
        self._forgotten: set[Key] = set()
        self._is_short = is_short

    def recall(
        self, kind: str, key: Hashable, make: Callable[[], T], watch: Watch | None = None
    ) -> T:
        """What ``make`` gave for ``key``, which holds all that the result depends on besides what
        ``watch`` sees.
        """
        key = _short(key)
        if self.is_current(kind, key, watch):
            found: T = self.found(kind, key)
            return found
        looks: Looks = ()
        if watch is None:
            result = make()
        else:
            with watch.looking() as seen:
                result = make()
            looks = watch.digests(seen)
        self.keep(kind, key, result, looks)
        return result

    def recall_all(
        self, kind: str, jobs: Iterable[tuple[Hashable, J]], make: Callable[[J], T]
    ) -> Iterator[T]:
        """``recall`` for many keys, each with its job; what is missing is made side by side."""
        those = [(_short(key), job) for key, job in jobs]
        missing = {key: job for key, job in those if not self.is_current(kind, key)}
        made = side_by_side(make, list(missing.values()))
        for key, _ in those:
            if missing.pop(key, None) is not None:
                self.keep(kind, key, next(made), ())
            yield self.found(kind, key)

    def is_current(self, kind: str, key: Hashable, watch: Watch | None = None) -> bool:
        """Whether there is a result that still holds; if so it is kept for the next run too."""
        name = (kind, _short(key))
        entry = self._used.get(name) or self._kept.get(name)
        if entry is None:
            return False
        looks = entry.looks()
        if looks and not (watch and watch.is_same(looks)):
            return False
        self._used[name] = entry
        if watch:
            watch.note_all(looks)
        return True

    def found(self, kind: str, key: Hashable) -> Any:
        """The result that ``is_current`` spoke of."""
        return self._used[kind, _short(key)].result(self._is_short)

    def keep(self, kind: str, key: Hashable, result: Any, looks: Looks) -> None:
        """Remember a result that was made elsewhere."""
        entry = self._used[kind, _short(key)] = _Entry(result, looks)
        if self._is_short and kind not in _HELD:
            entry.pack()

    def end_run(self) -> None:
        """Forget what was not asked for."""
        self._forgotten |= self._kept.keys() - self._used.keys()
        self._kept, self._used = self._used, {}

    def fresh(self) -> Iterator[Row]:
        """What was not there when this memory began, nor when it was told to ``settle``."""
        for (kind, key), entry in (*self._kept.items(), *self._used.items()):
            if entry.is_fresh:
                yield kind, key, *entry.packed()

    def settle(self) -> None:
        """What is there by now will be written somewhere."""
        for entry in (*self._kept.values(), *self._used.values()):
            entry.is_fresh = False

    @property
    def forgotten(self) -> set[Key]:
        """What was there when this memory began, and is no more."""
        return self._forgotten - self._kept.keys()


def _short(key: Hashable) -> str:
    """Long keys, which may hold a whole text, as their digest."""
    return key if isinstance(key, str) and len(key) < _LONG else digest_of(key)


class _Entry:
    """A result, which is only unpacked when somebody asks for it."""

    __slots__ = ("_looks", "_packed", "_result", "is_fresh")

    def __init__(
        self, result: Any = None, looks: Looks | bytes = (), packed: bytes | None = None
    ) -> None:
        self._result, self._looks, self._packed = result, looks, packed
        self.is_fresh = packed is None

    def looks(self) -> Looks:
        if isinstance(self._looks, bytes):
            self._looks = pickle.loads(self._looks) if self._looks else ()
        return self._looks

    def result(self, is_last: bool) -> Any:
        """``is_last`` says that nobody will ask again."""
        if self._packed is None or self._result is not None:
            return self._result
        result = pickle.loads(self._packed)
        if not is_last:
            self._result = result
        return result

    def pack(self) -> None:
        """Hold the result packed only."""
        self._packed, self._result = pickle.dumps(self._result, protocol=5), None

    def packed(self) -> tuple[bytes, bytes]:
        """Look-ups and result, to be written somewhere."""
        looks, result = self._looks, self._packed
        if not isinstance(looks, bytes):
            looks = pickle.dumps(looks, protocol=5) if looks else b""
        if result is None:
            result = pickle.dumps(self._result, protocol=5)
        return looks, result
