"""The CI files that `init --ci` lays out: their script runs for real in a Git repository.

No Git host runs here. What is shown: the files are YAML with commands that exist, the script does
what they ask of it, and the comment arrives at an address as the hosts' interfaces take it.
"""

from __future__ import annotations

import http.server
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from qinejia.cli import main
from qinejia.template.files import FORGES, of_forge
from tests.sites.building import ROOT, run

QINEJIA = str(Path(sys.executable).parent)


class _Host(http.server.BaseHTTPRequestHandler):
    """Keeps what is posted."""

    posted: list[tuple[str, str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.posted.append((self.path, self.headers["Authorization"], body))
        self.send_response(201)
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[tuple[str, list[tuple[str, str, bytes]]]]:
    posted: list[tuple[str, str, bytes]] = []
    handler = type("Host", (_Host,), {"posted": posted})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", posted
        server.shutdown()


def git(root: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=甲", "-c", "user.email=a@example.cn", *arguments]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A new site on ``main``, and a branch with another page."""
    root = tmp_path / "知识 库"
    assert main(["init", str(root), "--ci", "gitea"]) == 0
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "开始")
    git(root, "checkout", "-q", "-b", "work")
    (root / "docs/新 页.md").write_text("# 新页\n\n内容。\n", "utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "$(touch ausgebrochen) @all")
    return root


def run_script(root: Path, forge: str, **variables: str) -> subprocess.CompletedProcess[str]:
    known = {k: v for k, v in os.environ.items() if not k.startswith(("COMMENT_", "GITHUB_"))}
    return subprocess.run(
        ["sh", "ci/run.sh", forge, "main"],
        cwd=root,
        env={
            **known,
            "PATH": f"{QINEJIA}:{os.environ['PATH']}",
            "NO_MKDOCS_2_WARNING": "1",
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_script_checks_previews_and_comments(
    repository: Path, host: tuple[str, list[tuple[str, str, bytes]]]
) -> None:
    address, posted = host
    variables = {
        "COMMENT_URL": f"{address}/api/v1/repos/a/b/pulls/7/reviews",
        "COMMENT_HEADER": "Authorization: token geheim",
        "GITHUB_STEP_SUMMARY": str(repository.parent / "step.md"),
    }
    done = run_script(repository, "gitea", **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    result = repository / "ci-result"
    text = (result / "summary.md").read_text("utf-8")
    assert "| 新增 | 新页 | `新 页.md` |" in text
    assert (repository.parent / "step.md").read_text("utf-8") == text
    assert (result / "site/index.html").is_file()
    ((path, token, body),) = posted
    assert (path, token) == ("/api/v1/repos/a/b/pulls/7/reviews", "token geheim")
    assert json.loads(body) == {"body": text, "event": "COMMENT", "comments": []}
    assert "geheim" not in done.stdout + done.stderr
    assert not (repository / "ausgebrochen").exists()


@pytest.mark.parametrize("forge", ["gitlab", "github"])
def test_error_fails_the_run_and_stands_at_its_line(repository: Path, forge: str) -> None:
    (repository / "docs/新 页.md").write_text("# 新页\n\n见[[没有的]]。\n", "utf-8")
    done = run_script(repository, forge)
    assert done.returncode == 1
    assert "QJ035" in (repository / "ci-result/summary.md").read_text("utf-8")
    if forge == "github":
        assert "::error file=docs/新 页.md,line=3,col=2,title=QJ035::" in done.stdout
    else:
        told = json.loads((repository / "ci-result/code-quality.json").read_text("utf-8"))
        (found,) = [one for one in told if one["check_name"] == "QJ035"]
        assert found["location"] == {"path": "docs/新 页.md", "lines": {"begin": 3}}


def commands_of(value: object) -> Iterator[str]:
    """Everything in a CI file that a shell will run."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("run", "script", "commands"):
                yield from [inner] if isinstance(inner, str) else inner
            else:
                yield from commands_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from commands_of(inner)


@pytest.mark.parametrize("forge", FORGES)
def test_ci_file_is_yaml_and_calls_the_script_as_it_is(forge: str) -> None:
    for path, data in of_forge(forge).items():
        commands = list(commands_of(yaml.safe_load(data)))
        assert re.search(rf"sh ci/run\.sh {forge} ", "\n".join(commands)), path
        for command in commands:
            assert "${{" not in command, "a branch's name would run as a command"
            subprocess.run(["sh", "-n"], input=command, text=True, check=True)


def test_hook_for_pre_commit_names_a_command_that_exists() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert re.search(hook["files"], "docs/standards/std-a.md")
    assert not re.search(hook["files"], "README.md")
    program, *arguments = hook["entry"].split()
    assert program == "qinejia"
    assert run(ROOT, *arguments, "docs/index.md").returncode == 0


def test_commands_of_the_script_exist() -> None:
    script = (ROOT / "src/qinejia/template/files/ci/run.sh").read_text("utf-8")
    wanted = set(re.findall(r"^\s*(?:\[.*\|\| )?qinejia ([a-z-]+)", script, re.MULTILINE))
    assert wanted == {"check", "owners", "pr-summary", "build"}
    for command in wanted:
        assert run(Path(), command, "--help").returncode == 0
