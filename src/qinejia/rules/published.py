"""``ids.lock``: nothing that was published disappears without a redirect (已发布的标识)."""

from __future__ import annotations

from collections.abc import Iterator

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position
from qinejia.rules.context import Context

LEDGER = "ids.lock"


def check_published(context: Context) -> Iterator[Diagnostic]:
    """QJ140 for ids, QJ141 for anchors; a record that moved needs a redirect too."""
    redirected = {redirect.old.lower() for redirect in context.redirects}
    for identifier, (path, anchors, line) in sorted(context.ledger.entries.items()):
        record = context.site.records.get(identifier)
        if record is None:
            if identifier not in redirected and identifier not in context.faulty:
                where = Position(LEDGER, line)
                yield Diagnostic("QJ140", where, f"发布过的标识“{identifier}”不见了")
            continue
        if record.path != path and path.lower() not in redirected:
            message = f"“{identifier}”从 {path} 移到了 {record.path}，旧地址没有去向"
            yield Diagnostic("QJ140", record.position, message)
        for anchor in sorted(anchors - set(record.anchors) if record.is_whole else ()):
            if f"{identifier}#{anchor}".lower() not in redirected:
                yield Diagnostic("QJ141", record.position, f"发布过的“#{anchor}”不见了")
