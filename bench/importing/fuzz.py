"""``python -m bench.importing.fuzz [SECONDS] [SEED]``: damaged and hostile Word and slide files.

Parts are changed, cut, lost, swapped, blown up and pointed outside; each file must be taken in or
refused with one Chinese line. 1 when anything else happened; the seed repeats it.
"""

from __future__ import annotations

import collections
import io
import random
import re
import sys
import time
import traceback
import zipfile
from collections.abc import Callable

from bench.importing.handmade import handmade
from qinejia.importing.drafting import WRITERS, import_word
from qinejia.importing.faults import ImportFault
from qinejia.importing.known import Known
from tests.slides import picture, shape, slides
from tests.word import png

Parts = dict[str, bytes]
_SLOW = 10.0
"""Seconds from which on a small file counts as an attack that worked."""


def _bytes(parts: Parts, rng: random.Random) -> None:
    name = rng.choice(sorted(parts))
    data = bytearray(parts[name])
    for _ in range(rng.randint(1, 8) if data else 0):
        data[rng.randrange(len(data))] = rng.randrange(256)
    parts[name] = bytes(data)


def _cut(parts: Parts, rng: random.Random) -> None:
    name = rng.choice(sorted(parts))
    parts[name] = parts[name][: rng.randrange(len(parts[name]) + 1)]


def _lose(parts: Parts, rng: random.Random) -> None:
    del parts[rng.choice(sorted(parts))]


def _swap(parts: Parts, rng: random.Random) -> None:
    one, other = rng.choice(sorted(parts)), rng.choice(sorted(parts))
    parts[one], parts[other] = parts[other], parts[one]


def _outside(parts: Parts, rng: random.Random) -> None:
    """Relations that lead out of the file, up the tree or into a circle."""
    target = rng.choice(("http://127.0.0.1:9/x", "file:///etc/passwd", "../../../etc/passwd", "."))
    for name in [name for name in parts if name.endswith(".rels")]:
        changed = (
            f'Target="{target}" TargetMode="External"'
            if rng.random() < 0.5
            else (f'Target="{target}"')
        )
        parts[name] = re.sub(rb'Target="[^"]*"', changed.encode(), parts[name])


def _macro(parts: Parts, rng: random.Random) -> None:
    parts["word/vbaProject.bin"] = rng.randbytes(2_000)


def _bomb(parts: Parts, rng: random.Random) -> None:
    parts[rng.choice(sorted(parts))] = bytes([rng.randrange(256)]) * rng.choice((2, 50)) * 1_000_000


def _elements(parts: Parts, rng: random.Random) -> None:
    """Whole elements doubled, lost or put into each other: the XML stays well formed."""
    names = [name for name in parts if name.endswith(".xml")]
    name = rng.choice(sorted(names)) if names else ""
    pieces = re.split(rb"(<[wa]:(?:p|r|tc|tr)>.*?</[wa]:(?:p|r|tc|tr)>)", parts.get(name, b""))
    if len(pieces) > 2:
        at = rng.randrange(1, len(pieces), 2)
        pieces[at] = rng.choice((b"", pieces[at] * 2, pieces[rng.randrange(1, len(pieces), 2)]))
        parts[name] = b"".join(pieces)


def _values(parts: Parts, rng: random.Random) -> None:
    """Absurd values of attributes."""
    value = rng.choice((b"-1", b"", b"99999999999999999999", b"0", "①".encode(), b"x", b"1e9"))
    name = rng.choice(sorted(parts))
    if name.endswith(".xml"):
        chance = rng.random() / 3
        parts[name] = re.sub(
            rb'(w:\w+=")[^"]*"',
            lambda match: match[1] + value + b'"' if rng.random() < chance else match[0],
            parts[name],
        )


WAYS: tuple[Callable[[Parts, random.Random], None], ...] = (
    _bytes, _cut, _lose, _swap, _outside, _macro, _bomb, _elements, _values,
)  # fmt: skip


def damaged(good: bytes, rng: random.Random) -> bytes:
    """``good`` with one to three kinds of damage, sometimes to the zip itself as well."""
    with zipfile.ZipFile(io.BytesIO(good)) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    for _ in range(rng.randint(1, 3)):
        if parts:
            rng.choice(WAYS)(parts, rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in parts.items():
            pack.writestr(name, data)
    made = bytearray(out.getvalue())
    if rng.random() < 0.1:
        for _ in range(3):
            made[rng.randrange(len(made))] = rng.randrange(256)
    return bytes(made)


def _slides() -> bytes:
    inside = shape("title", "备茶") + shape("body", "看杯", "看水") + picture("手势")
    return slides(shape("ctrTitle", "会议茶水服务"), inside, notes={2: "先示范。"}, media=png(4, 3))


def main() -> int:
    """Try until the time is over; print what happened."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 180.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    rng = random.Random(seed)
    goods = [data for _, _, data, _ in handmade()]
    goods += [_slides()] * 4
    said: collections.Counter[str] = collections.Counter()
    bad, longest, end = 0, 0.0, time.monotonic() + seconds
    while time.monotonic() < end:
        data, kind = damaged(rng.choice(goods), rng), rng.choice(["", *WRITERS])
        start = time.monotonic()
        try:
            import_word(data, kind, Known(), "文件")
            said["导入了"] += 1
        except ImportFault as fault:
            said[re.sub("“.*?”", "“…”", str(fault))] += 1
            bad += "\n" in str(fault)
        except Exception:
            bad += 1
            traceback.print_exc()
        longest = max(longest, time.monotonic() - start)
    for line, count in said.most_common():
        print(f"{count:6} {line}")
    print(f"共 {said.total() + bad}，出错 {bad}，最长 {longest:.1f} s，种子 {seed}")
    return int(bad > 0 or longest > _SLOW)


if __name__ == "__main__":
    sys.exit(main())
