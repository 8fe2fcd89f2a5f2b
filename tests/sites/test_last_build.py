"""A build after a change gives the bytes of a build from nothing, whatever the change was."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bench.corpus import write_corpus
from tests.sites.building import build, contents, run

STANDARD = "standards/std-q-qej-bz00000-2026.md"
_numbers = itertools.count()


def _replace(docs: Path, name: str, pattern: str, new: str) -> None:
    path = docs / name
    if path.exists():
        path.write_text(re.sub(pattern, new, path.read_text("utf-8"), count=1), "utf-8")


def _append(docs: Path, name: str, text: str) -> None:
    path = docs / name
    if path.exists():
        path.write_text(path.read_text("utf-8") + f"\n{text}\n", "utf-8")


def change_a_text(docs: Path, number: int) -> None:
    _append(docs, "courses/kc-x0a.md", f"第{number}次补充的一句话。")


def change_a_title(docs: Path, number: int) -> None:
    _replace(docs, STANDARD, "标题: .*", f"标题: 改名规范{number}")


def change_a_clause(docs: Path, number: int) -> None:
    _replace(docs, STANDARD, r"\n5\.2 .*", f"\n5.2 桌面应擦{number + 2}遍（示例值）。")


def change_a_step(docs: Path, number: int) -> None:
    _replace(docs, "manuals/tc-x1a.md", r"/// 步骤 \| .*", f"/// 步骤 | 新的步骤{number}")


def change_a_term(docs: Path, number: int) -> None:
    _replace(docs, "terms/term-x0.md", "定义: .*", f"定义: 第{number}种说法")


def name_another_term(docs: Path, number: int) -> None:
    _replace(docs, "terms/term-x1.md", "标题: .*", f"标题: 桌面{number}")
    _append(docs, "courses/kc-x1b.md", f"桌面{number}要干净。")


def add_a_record(docs: Path, number: int) -> None:
    text = (docs / "courses/kc-x1a.md").read_text("utf-8")
    (docs / f"courses/kc-neu{number}.md").write_text(text, "utf-8")


def withhold_a_record(docs: Path, number: int) -> None:
    _replace(docs, "courses/kc-x0b.md", "公开属性: .*", "公开属性: 不公开")


def show_it_again(docs: Path, number: int) -> None:
    _replace(docs, "courses/kc-x0b.md", "公开属性: .*", "公开属性: 主动公开")


def remove_a_record(docs: Path, number: int) -> None:
    for path in list(docs.glob("courses/kc-neu*.md"))[:1]:
        path.unlink()


def move_a_record(docs: Path, number: int) -> None:
    found = list(docs.glob("assessments/questions/**/tk-x1b.md"))
    folder = docs / f"assessments/questions/ordner{number}"
    folder.mkdir(exist_ok=True)
    found[0].rename(folder / "tk-x1b.md")


def change_an_ordinary_page(docs: Path, number: int) -> None:
    lines = [f"# 普通页{number}", "[课程](courses/kc-x0a.md)", f"[[{Path(STANDARD).stem}#5.2]]"]
    (docs / "plain.md").write_text("---\n公开属性: 主动公开\n---\n\n" + "\n\n".join(lines), "utf-8")


def add_a_picture(docs: Path, number: int) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 {number + 1}"/>'
    (docs / f"courses/bild{number}.svg").write_text(svg, "utf-8")
    _append(docs, "courses/kc-x1a.md", f"![图](bild{number}.svg)")


def change_the_settings(docs: Path, number: int) -> None:
    _replace(docs.parent, "mkdocs.yml", "主办单位: .*", f'主办单位: "单位{number}"')


def change_the_captions(docs: Path, number: int) -> None:
    _replace(docs, "videos/sp-x0.vtt", r"(--> 00:04\.000\n).*", rf"\g<1>第一句{number}")
    (docs.parent / "media.lock.yml").unlink(missing_ok=True)


def say_a_synonym(docs: Path, number: int) -> None:
    (docs.parent / "synonyms.yml").write_text(f"说法{number}: [会议]\n", "utf-8")


def insert_a_paragraph(docs: Path, number: int) -> None:
    """Everything below moves by two lines."""
    _replace(docs, "courses/kc-x1a.md", r"\n---\n", f"\n---\n\n插入第{number}段。\n")


def shorten_a_handout(docs: Path, number: int) -> None:
    """Too short to count as having its text."""
    _replace(docs, "courses/kc-x0b.md", r"(?s)(\n---\n).*", rf"\g<1>\n只剩第{number}句。\n")


def lengthen_it(docs: Path, number: int) -> None:
    _append(docs, "courses/kc-x0b.md", f"又写了{number}句，工具要放回原处。\n\n" * 90)


def change_a_question(docs: Path, number: int) -> None:
    _replace(
        docs, "assessments/questions/tk-x0a.md", "/// 考题 \\| .*", f"/// 考题 | 第{number}问？"
    )


def change_a_theme(docs: Path, number: int) -> None:
    _replace(docs, "taxonomies/themes.yml", "说明: .*", f"说明: 第{number}种说明。")


def write_an_overview(docs: Path, number: int) -> None:
    (docs / "courses/index.md").write_text(f"# 课程\n\n第{number}版说明。\n", "utf-8")


def cite_a_clause(docs: Path, number: int) -> None:
    _append(docs, "courses/kc-x1b.md", f"见 [[{Path(STANDARD).stem}#5.{number % 3 + 1}]]。")


EDITS: tuple[Callable[[Path, int], None], ...] = (
    change_a_text, change_a_title, change_a_clause, change_a_step, change_a_term,
    name_another_term, add_a_record, withhold_a_record, show_it_again, remove_a_record,
    move_a_record, change_an_ordinary_page, add_a_picture, change_the_settings,
    change_the_captions, say_a_synonym, insert_a_paragraph, shorten_a_handout, lengthen_it,
    change_a_question, change_a_theme, write_an_overview, cite_a_clause,
)  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two topics and an ordinary page, and how they look when they are built."""
    folder = tmp_path_factory.mktemp("corpus") / "kb"
    write_corpus(folder, 20)
    change_an_ordinary_page(folder / "docs", 0)
    return folder


@pytest.mark.slow
@settings(
    max_examples=4,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # to shrink takes many builds
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    edits=st.lists(st.lists(st.sampled_from(EDITS), max_size=3), min_size=2, max_size=3),
    edition=st.sampled_from(("public", "intranet")),
)
def test_build_after_changes_equals_a_build_from_nothing(
    corpus: Path, tmp_path: Path, edits: list[list[Callable[[Path, int], None]]], edition: str
) -> None:
    work = tmp_path / str(next(_numbers))
    source = shutil.copytree(corpus, work / "kb")
    chosen, cache = ("--edition", edition), str(work / "cache")
    build(source, work / "site", *chosen, XDG_CACHE_HOME=cache)
    for number, step in enumerate(edits):
        for edit in step:
            edit(source / "docs", number)
        build(source, work / "site", *chosen, XDG_CACHE_HOME=cache)
    anew = build(source, work / "anew", *chosen, XDG_CACHE_HOME=str(work / "other"))
    ours, theirs = contents(work / "site"), contents(anew)
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["intranet", "public"])
def test_every_single_change_reaches_every_page(corpus: Path, tmp_path: Path, edition: str) -> None:
    source = shutil.copytree(corpus, tmp_path / "kb")
    add_a_record(source / "docs", 99)
    chosen, cache = ("--edition", edition), str(tmp_path / "cache")
    build(source, tmp_path / "site", *chosen, XDG_CACHE_HOME=cache)
    for number, edit in enumerate(EDITS):
        edit(source / "docs", number)
        build(source, tmp_path / "site", *chosen, XDG_CACHE_HOME=cache)
    anew = build(source, tmp_path / "anew", *chosen, XDG_CACHE_HOME=str(tmp_path / "other"))
    ours, theirs = contents(tmp_path / "site"), contents(anew)
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


def _times(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in site.rglob("*")}


def test_what_a_change_does_not_touch_stays(corpus: Path, tmp_path: Path) -> None:
    source = shutil.copytree(corpus, tmp_path / "kb")
    cache = str(tmp_path / "cache")
    site = build(source, tmp_path / "site", XDG_CACHE_HOME=cache)
    before = _times(site)
    change_a_text(source / "docs", 1)
    build(source, site, XDG_CACHE_HOME=cache)
    after = _times(site)
    pages = {name for name in before if name.endswith("index.html") and name.count("/") >= 2}
    changed = {name for name in pages if after.get(name) != before[name]}
    assert "courses/kc-x0a/index.html" in changed
    assert not any("x1" in name or "bz00001" in name for name in changed)
    assert "第1次补充的一句话" in (site / "courses/kc-x0a/index.html").read_text("utf-8")


def test_damaged_record_and_meddling_are_mended_silently(corpus: Path, tmp_path: Path) -> None:
    source = shutil.copytree(corpus, tmp_path / "kb")
    cache = str(tmp_path / "cache")
    site = build(source, tmp_path / "site", XDG_CACHE_HOME=cache)
    wanted = contents(site)
    (record,) = (tmp_path / "cache/qinejia").iterdir()
    for damage in (b"", b"x" * 100, record.read_bytes()[:-9], b"\0" + record.read_bytes()[1:]):
        record.write_bytes(damage)
        build(source, site, XDG_CACHE_HOME=cache)
        assert contents(site) == wanted
    (site / "index.html").write_text("meddled", "utf-8")
    (site / "courses/kc-x0a/index.html").unlink()
    (site / "more.html").write_text("more", "utf-8")
    build(source, site, XDG_CACHE_HOME=cache)
    assert contents(site) == wanted


def test_faults_are_told_again_and_leave_the_site_alone(corpus: Path, tmp_path: Path) -> None:
    source = shutil.copytree(corpus, tmp_path / "kb")
    site, cache = tmp_path / "site", str(tmp_path / "cache")
    command = ("build", "--out", str(site))
    first = run(source, *command, XDG_CACHE_HOME=cache)
    again = run(source, *command, XDG_CACHE_HOME=cache)
    assert first.returncode == again.returncode == 0
    assert first.stderr == again.stderr != ""
    wanted = contents(site)
    _append(source / "docs", "courses/kc-x0a.md", "[[std-fehlt]]")
    for _ in range(2):
        failed = run(source, *command, XDG_CACHE_HOME=cache)
        assert failed.returncode == 1 and "std-fehlt" in failed.stderr
        assert contents(site) == wanted


def test_plain_mkdocs_gives_the_same_bytes_and_says_the_same(corpus: Path, tmp_path: Path) -> None:
    source = shutil.copytree(corpus, tmp_path / "kb")
    ours = run(source, "build", "--out", str(tmp_path / "ours"))
    plain = run(source, "build", "-q", "-d", str(tmp_path / "plain"), module="mkdocs")
    assert ours.returncode == plain.returncode == 0
    assert ours.stderr == plain.stderr
    assert contents(tmp_path / "ours") == contents(tmp_path / "plain")
