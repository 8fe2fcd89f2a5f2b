"""Where the time of our cold build goes (各阶段用时), from a profile of one process.

The profile slows small functions more than large ones, so shares count, not seconds.
"""

from __future__ import annotations

import pstats
import subprocess
import sys

from bench.speed.sites import Project

_PHASES = {
    "import": (("<frozen importlib._bootstrap>", "_find_and_load"),),
    "read": (("source/documents.py", "load_documents"),),
    "schema": (("schema/reading.py", "read_content"),),
    "links": (("library/collecting.py", "collect"), ("links/site.py", "connect")),
    "rules": (("rules/checking.py", "check_site"),),
    "derive": (
        ("pipeline/preparing.py", "__init__"),
        ("pipeline/preparing.py", "record_view"),
        ("pipeline/preparing.py", "generated_view"),
        ("derive/exports.py", "export_data"),
    ),
    "render": (
        ("pipeline/preparing.py", "record_html"),
        ("pipeline/preparing.py", "prepare_page"),
        ("hooks/quick_pages.py", "render"),
    ),
    "templates": (("jinja2/environment.py", "render"),),
    "search": (("search/entries.py", "documents"), ("search/index.py", "build_index")),
    "write": (
        ("mkdocs/utils/__init__.py", "write_file"),
        ("mkdocs/structure/files.py", "copy_static_files"),
        ("hooks/knowledge_base.py", "_write"),
    ),
    "verify": (("pipeline/verifying.py", "verify"),),
}
"""The functions of each phase, none of which calls another."""
_BUILD = """
import cProfile, sys
from pathlib import Path
profile = cProfile.Profile()
profile.enable()
from mkdocs.__main__ import cli
cli(["build", "--quiet", "--site-dir", sys.argv[1]], standalone_mode=False)
from qinejia.pipeline.verifying import verify
verify(Path(sys.argv[1]))
profile.disable()
profile.dump_stats(sys.argv[2])
"""


def phases(project: Project) -> dict[str, float]:
    """Seconds of each phase and of all the rest."""
    stored = project.folder / "profile"
    subprocess.run(
        [sys.executable, "-c", _BUILD, str(project.folder / project.output), str(stored)],
        cwd=project.folder,
        env=project.environment,
        check=True,
        capture_output=True,
    )
    profile = pstats.Stats(str(stored))
    spent = dict.fromkeys(_PHASES, 0.0)
    for (path, _, function), figures in profile.stats.items():  # type: ignore[attr-defined]
        for phase, functions in _PHASES.items():
            if any(path.endswith(end) and function == name for end, name in functions):
                spent[phase] += figures[3]
    total: float = profile.total_tt  # type: ignore[attr-defined]
    return {**spent, "the rest": total - sum(spent.values()), "all": total}
