"""Holds the working tree against an earlier commit (与合入前对照)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from qinejia.diagnostics import Diagnostic
from qinejia.model.records import Site
from qinejia.pipeline.checking import check
from qinejia.pipeline.clock import commit_time
from qinejia.pulls.comparing import compare_sites
from qinejia.pulls.git import ChangedFile, changed_files, export, subjects
from qinejia.pulls.owners import owned_records, who_looks
from qinejia.pulls.summary import PullRequest
from qinejia.settings import Settings, find_settings
from qinejia.source.documents import MARKDOWN

_NO_FAULTS: tuple[Diagnostic, ...] = ()
_NOTHING = Site({}, {}, {}, (), {}, frozenset())


def compare_with(
    settings: Settings, config: str, commit: str
) -> tuple[PullRequest, tuple[ChangedFile, ...]]:
    """What the working tree would change, and all changed files. Raises ``GitFault``.

    Both states are judged as of the same day.
    """
    os.environ.setdefault("SOURCE_DATE_EPOCH", commit_time(settings.root) or "")
    files = changed_files(settings.root, commit)
    old, old_faults = _NOTHING, _NO_FAULTS
    with tempfile.TemporaryDirectory(prefix="qinejia-") as folder:
        export(settings.root, commit, Path(folder))
        before, _ = find_settings(Path(folder) / config)
        if before is not None and before.docs.is_dir():
            checked = check(before)
            old, old_faults = checked.site, checked.diagnostics
    checked = check(settings)
    inside = f"{settings.label}/"
    changed = {name.removeprefix(inside) for file in files for name in (file.path, file.old)}
    pull = PullRequest(
        compare_sites(old, checked.site, settings.options.no_modals),
        old_faults,
        checked.diagnostics,
        tuple(f for f in files if not (f.path.startswith(inside) and f.path.endswith(MARKDOWN))),
        who_looks(owned_records(checked.site), changed),
        subjects(settings.root, commit),
    )
    return pull, files
