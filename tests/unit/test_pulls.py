"""Pull requests: what the comment tells, what hostile names can do in it, who has to look."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qinejia.cli import main
from qinejia.diagnostics import Diagnostic
from qinejia.diagnostics.formats import format_gitlab
from qinejia.model.position import Position
from qinejia.pulls.comparing import compare_sites
from qinejia.pulls.escaping import code, escape
from qinejia.pulls.git import GitFault, base_of, changed_files, commit_of, export, subjects
from qinejia.pulls.owners import code_owners, owned_records, who_looks
from tests.support import (
    COURSE,
    SMALL_SITE,
    STANDARD,
    active_content,
    check_tree,
    codes,
    tags_of,
    text_of,
    write_tree,
)

UNITS = """- id: org-ju
  名称: 某局
  审看: ["@ju/biaozhun"]
- id: org-zhongxin
  名称: 会议服务中心
  别名: [中心]
  上级: org-ju
- id: org-che
  名称: 车队
  审看: ["@che", "che@example.cn"]
"""
PLACE = "taxonomies/organisations.yml"
STANDARD_PATH = "standards/std-q-qej-bz201.3-2026.md"
BANK = (
    "---\n标题: 题库\n级别: 自测\n---\n/// 考题 | 几分？\n    id: q1\n    题型: 单选\n"
    "    依据: std-q-qej-bz201.3-2026#5.2\n\n- [ ] 五分\n- [x] 八分\n///\n"
)


def git(root: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=甲", "-c", "user.email=a@example.cn", *arguments]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


def commit(root: Path, files: dict[str, str], message: str = "改动") -> None:
    write_tree(root, files)
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A site with one commit on ``main`` and a branch ``work`` that is checked out."""
    root = tmp_path / "kb"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    files = {f"docs/{path}": text for path, text in {**SMALL_SITE, PLACE: UNITS}.items()}
    files |= {"docs/assessments/questions/tk-a.md": BANK, "mkdocs.yml": "site_name: 甲\n"}
    commit(root, files, "开始")
    git(root, "checkout", "-q", "-b", "work")
    return root


def summary(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    capsys.readouterr()
    arguments = ["--config", str(root / "mkdocs.yml"), "pr-summary", "--base", "main", *options]
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_summary_tells_pages_clauses_impact_and_coverage(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        f"docs/{STANDARD_PATH}": STANDARD.replace("应斟至七至八分满", "不应斟至九分满"),
        "docs/terms/term-a.md": "---\n标题: 续水\n来源: 某文件\n---\n\n正文。\n",
        "docs/a.css": "p {}\n",
    }
    (repository / "docs/courses/kc-01.md").unlink()
    commit(repository, files, "改续水")
    text = summary(repository, capsys)
    assert f"| 修改 | 会议茶水服务规程 | `{STANDARD_PATH}` |" in text
    assert "| 新增 | 续水 | `terms/term-a.md` |" in text
    assert "| 删除 | 会议茶水服务 | `courses/kc-01.md` |" in text
    assert "- 修改 5.2 续水（**约束强度变化**）" in text
    assert "《题库》q1 `docs/assessments/questions/tk-a.md:8:9`" in text
    assert "- 新增 `docs/a.css`" in text
    assert "（合入前：0 处错误" in text
    assert "- 会议服务中心（`@ju/biaozhun`）：《会议茶水服务规程》" in text
    assert text.endswith("- 改续水\n")


def test_coverage_that_got_worse_is_named(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "docs/assessments/questions/tk-a.md").unlink()
    commit(repository, {})
    text = summary(repository, capsys)
    assert "| 浅覆盖 | 1 | **0** |" in text
    assert "5.2：浅覆盖 → 未覆盖" in text


def test_new_edition_is_held_against_the_one_that_it_replaces() -> None:
    newer = STANDARD.replace("—2026", "—2027").replace("七至八分满", "八分满")
    newer = newer.replace("全文: 自有", "全文: 自有\n代替: std-q-qej-bz201.3-2026")
    old = check_tree(SMALL_SITE).site
    new = check_tree({**SMALL_SITE, "standards/std-q-qej-bz201.3-2027.md": newer}).site
    (found,) = compare_sites(old, new).clauses
    assert (found.revision.old.id[-4:], found.revision.new.id[-4:]) == ("2026", "2027")
    assert "5.2" in {change.new.number for change, _ in found.changes if change.new}


def test_moved_page_is_no_new_page() -> None:
    moved = {k: v for k, v in SMALL_SITE.items() if "kc-01" not in k}
    moved["courses/huiyi/kc-01.md"] = COURSE
    found = compare_sites(check_tree(SMALL_SITE).site, check_tree(moved).site)
    assert [(one.kind, one.old) for one in found.pages] == [("移动", "courses/kc-01.md")]


HOSTILE = [
    "](javascript:alert(1)) [x](javascript:alert(2))",
    "<img src=x onerror=alert(1)>",
    "`` ` ``` <script>x</script>",
    "甲 | 乙 | 丙",
    "\n\n/close\n# 标题\n- 项",
    "@all 请看 #12 !3 http://example.com www.example.com &lt;b&gt;",
    "\u202e反向\x1b[31m",
    "![图](https://example.com/a.png)",
    "**粗** ~~删~~ _斜_",
]


def as_shown(markdown: str) -> str:
    """HTML as a Git host makes it: CommonMark with tables and addresses that become links."""
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_stay_words(name: str) -> None:
    for written in (escape(name), code(name)):
        html = as_shown(f"| 甲 | 乙 |\n|---|---|\n| {written} | 丁 |\n")
        assert active_content(html) == []
        tags = {tag for tag, _ in tags_of(html)}
        assert tags <= {"table", "thead", "tbody", "tr", "th", "td", "code"}
        assert html.count("<td>") == 2
        assert not set("\n\x1b\u202e") & set(written)
    for call in ("@all", "#12", "!3", "http://", "www.example", "&lt;"):
        assert call not in escape(name)


@given(
    st.text(
        st.characters(exclude_categories=("C", "Z")) | st.sampled_from("`*_[]()<>#&|~!-+ "),
        max_size=60,
    )
)
def test_escaped_words_read_as_they_were_written(text: str) -> None:
    shown = text_of(as_shown(f"甲{escape(text)}")).replace("\u2060", "")
    assert shown.split() == f"甲{text.strip()}".split()


def test_names_that_git_quotes_arrive_whole(repository: Path) -> None:
    names = ["docs/a b.md", 'docs/"引号".md', "docs/-n.md", "docs/换\n行.md", "docs/é|`x`.md"]
    commit(repository, dict.fromkeys(names, "# 页\n"), "--output=x")
    commit_hash = base_of(repository, "main")
    assert {file.path for file in changed_files(repository, commit_hash)} == set(names)
    assert subjects(repository, commit_hash) == ("--output=x",)


@pytest.mark.parametrize("revision", ["--output=x", "-h", "没有", "main\0x", "main; touch x", ""])
def test_revision_that_is_none_is_refused(
    revision: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(GitFault):
        commit_of(repository, revision)
    assert "x" not in {path.name for path in repository.iterdir()}


def test_outside_of_a_repository_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tree(tmp_path, {"mkdocs.yml": "site_name: 甲\n", "docs/index.md": "# 页\n"})
    arguments = ["--config", str(tmp_path / "mkdocs.yml"), "pr-summary", "--base", "main"]
    assert main(arguments) == 2
    assert "不是 Git 仓库" in capsys.readouterr().err


def test_link_in_the_base_is_not_written(repository: Path, tmp_path: Path) -> None:
    (repository / "docs/out").symlink_to("/etc")
    commit(repository, {})
    export(repository, commit_of(repository, "HEAD"), tmp_path / "base")
    assert not (tmp_path / "base/docs/out").exists()
    assert (tmp_path / "base/docs" / STANDARD_PATH).is_file()


def test_review_has_remarks_at_the_lines_of_changed_files_only(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = COURSE.replace("讲义正文。", "见[[没有的]]和 @all。")
    (repository / "docs/assessments/questions/tk-a.md").write_text(BANK + "[[也没有]]\n", "utf-8")
    git(repository, "commit", "-qam", "旧错")
    git(repository, "branch", "-f", "main")
    commit(repository, {"docs/courses/kc-01.md": wrong})
    review = json.loads(summary(repository, capsys, "--format", "review"))
    assert review["event"] == "COMMENT"
    assert [(c["path"], c["new_position"]) for c in review["comments"]] == [
        ("docs/courses/kc-01.md", 11)
    ]
    assert review["comments"][0]["body"].startswith("QJ035（错误）")
    body = json.loads(summary(repository, capsys, "--format", "comment"))["body"]
    assert body == review["body"] and "`docs/courses/kc-01.md:11:2` QJ035" in body


def test_code_owners_of_each_git_host() -> None:
    course = COURSE.replace("公开属性", "负责: 车队\n公开属性")
    site = check_tree({**SMALL_SITE, PLACE: UNITS, "courses/kc-01.md": course}).site
    owned = owned_records(site)
    assert code_owners("github", owned, "docs").splitlines()[1:] == [
        "/docs/courses/kc-01.md @che che@example.cn",
        f"/docs/{STANDARD_PATH} @ju/biaozhun",
    ]
    assert code_owners("gitea", owned, "docs").splitlines()[1] == (
        r"docs/courses/kc-01\\.md @che che@example.cn"
    )
    assert list(who_looks(owned, {STANDARD_PATH})) == ["会议服务中心"]


@pytest.mark.parametrize("name", ["@a b", "甲", "@a\n* @b", "@", "@a/", "a@", "* @a"])
def test_reviewer_that_would_break_the_file_is_a_fault(name: str) -> None:
    units = f"- id: org-a\n  名称: 甲\n  审看: [{json.dumps(name)}]\n"
    assert "QJ112" in codes(check_tree({**SMALL_SITE, PLACE: units}).diagnostics)


def test_gitlab_knows_a_fault_again_on_another_line() -> None:
    def fault(line: int) -> Diagnostic:
        return Diagnostic("QJ035", Position("docs/a.md", line, 1), "链接的文件“x”不存在")

    before = json.loads(format_gitlab([fault(3), fault(9)]))
    after = json.loads(format_gitlab([fault(5), fault(11)]))
    assert [one["fingerprint"] for one in before] == [one["fingerprint"] for one in after]
    assert before[0]["fingerprint"] != before[1]["fingerprint"]
    assert before[0]["location"] == {"path": "docs/a.md", "lines": {"begin": 3}}
    assert before[0]["severity"] in ("info", "minor", "major", "critical", "blocker")


def test_hook_stops_a_commit_with_a_staged_error_only(repository: Path) -> None:
    assert main(["--config", str(repository / "mkdocs.yml"), "hook", "install"]) == 0
    wrong = COURSE.replace("讲义正文。", "见[[没有的]]。")
    (repository / "docs/courses/kc-01.md").write_text(wrong, "utf-8")
    (repository / "docs/index.md").write_text("# 首页\n", "utf-8")
    git(repository, "add", "docs/index.md")
    git(repository, "commit", "-q", "-m", "没有暂存的错误不拦")
    git(repository, "add", "-A")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        git(repository, "commit", "-q", "-m", "有错误")
    said = caught.value.stderr.decode()
    assert "docs/courses/kc-01.md:11:2: QJ035" in said and "没有提交" in said


def test_hook_judges_what_is_staged_and_not_what_came_after(
    repository: Path,
) -> None:
    assert main(["--config", str(repository / "mkdocs.yml"), "hook", "install"]) == 0
    page = repository / "docs/courses/kc-01.md"
    wrong = COURSE.replace("讲义正文。", "见[[没有的]]。")
    page.write_text(wrong, "utf-8")
    git(repository, "add", "-A")
    page.write_text(COURSE, "utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "commit", "-q", "-m", "暂存的有错误")
    git(repository, "add", "-A")
    (repository / "docs/index.md").write_text("# 首页\n", "utf-8")
    git(repository, "add", "-A")
    (repository / "docs/index.md").write_text("[[没有的]]\n", "utf-8")
    git(repository, "commit", "-q", "-m", "后改的错误没有暂存")


def test_hook_of_a_site_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    site = tmp_path / "甲 'x'"
    write_tree(site, {"mkdocs.yml": "site_name: 甲\n", "docs/index.md": "[[没有的]]\n"})
    git(tmp_path, "init", "-q", "-b", "main")
    assert main(["--config", str(site / "mkdocs.yml"), "hook", "install"]) == 0
    git(tmp_path, "add", "-A")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        git(tmp_path, "commit", "-q", "-m", "x")
    assert "docs/index.md:1:1: QJ035" in caught.value.stderr.decode()


def test_hook_of_another_program_is_left_alone(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = repository / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    assert main(["--config", str(repository / "mkdocs.yml"), "hook", "install"]) == 1
    assert hook.read_text("utf-8") == "#!/bin/sh\nexit 0\n"
    assert "qinejia hook run" in capsys.readouterr().err
