"""A second import merges and never overwrites; the command writes what it says."""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

import pytest

from qinejia.cli import main
from qinejia.importing.merging import merge_texts
from tests.photos import photo
from tests.support import SMALL_SITE, full_config, write_tree
from tests.word import Word, gb_cover, gb_word, png, run

BASE = "甲\n\n乙\n\n丙\n\n丁\n"


def test_changes_of_both_sides_come_together() -> None:
    merge = merge_texts(BASE, BASE.replace("甲", "甲改"), BASE.replace("丙", "丙新"))
    assert merge.text == "甲改\n\n乙\n\n丙新\n\n丁\n"
    assert (merge.kept, merge.taken, merge.conflicts) == (1, 1, [])


def test_neighbouring_paragraphs_do_not_conflict() -> None:
    merge = merge_texts(BASE, BASE.replace("乙", "乙改"), BASE.replace("丙", "丙新"))
    assert merge.text == "甲\n\n乙改\n\n丙新\n\n丁\n" and not merge.conflicts


def test_the_same_change_on_both_sides_is_one() -> None:
    both = BASE.replace("乙", "新")
    assert merge_texts(BASE, both, both).text == both


def test_paragraphs_added_and_taken_away_are_merged() -> None:
    mine, word = BASE.replace("乙\n\n", ""), BASE + "\n戊\n"
    assert merge_texts(BASE, mine, word).text == "甲\n\n丙\n\n丁\n\n戊\n"


def test_conflict_shows_both_and_the_editor_chooses() -> None:
    mine, word = BASE.replace("乙", "乙改"), BASE.replace("乙", "乙新")
    merge = merge_texts(BASE, mine, word)
    (conflict,) = merge.conflicts
    assert (conflict.line, conflict.mine, conflict.word) == (3, ("乙改",), ("乙新",))
    assert "<<<<<<< 知识库里的\n乙改\n======= \n乙新\n>>>>>>> 新的 Word" in merge.text
    assert merge_texts(BASE, mine, word, "mine").text == mine
    assert merge_texts(BASE, mine, word, "word").text == word


def test_day_of_the_import_is_no_conflict() -> None:
    merge = merge_texts("更新: 2026-01-01\n甲", "更新: 2026-02-02\n甲", "更新: 2026-03-03\n甲")
    assert merge.text == "更新: 2026-03-03\n甲" and not merge.conflicts


def edited(lines: list[str], rng: random.Random, mark: str) -> list[str]:
    """``lines`` with some changed, added and taken out; what is new says whose it is."""
    made = []
    for number, line in enumerate(lines):
        fate = rng.random()
        if fate < 0.1:
            made += [f"{mark}改{number}", ""]
        elif fate < 0.2:
            made += [line, "", f"{mark}加{number}", ""]
        elif fate > 0.1 * rng.randint(3, 10):
            made += [line, ""]
    return made


def test_no_word_of_an_editor_is_ever_lost() -> None:
    """Random changes on both sides: what was written in the library stands in what comes out."""
    rng = random.Random(11)
    conflicts = 0
    for _ in range(400):
        lines = [rng.choice("甲乙丙丁戊己庚辛") * rng.randint(1, 3) for _ in range(12)]
        base = "\n".join(part for line in lines for part in (line, ""))
        mine = "\n".join(edited(lines, rng, "编辑"))
        word = "\n".join(edited(lines, rng, "文件"))
        merge = merge_texts(base, mine, word)
        conflicts += len(merge.conflicts)
        ours = [line for line in mine.split("\n") if line.startswith("编辑")]
        theirs = [line for line in word.split("\n") if line.startswith("文件")]
        assert [line for line in merge.text.split("\n") if line.startswith("编辑")] == ours
        assert [line for line in merge.text.split("\n") if line.startswith("文件")] == theirs
        assert ("<<<<<<< " in merge.text) == bool(merge.conflicts)
        decided = merge_texts(base, mine, word, "mine").text
        assert [line for line in decided.split("\n") if line.startswith("编辑")] == ours
        assert "<<<<<<<" not in decided
        assert merge_texts(base, mine, base).text == mine
        assert merge_texts(base, base, word).text == word
    assert conflicts > 100


# --- on the command line ------------------------------------------------------------------------

PATH = "docs/standards/std-q-qej-bz299-2026.md"


def standard(*paragraphs: str) -> Word:
    word = gb_cover(gb_word()).p("范围", style="章标题")
    for text in paragraphs:
        word.p(text, style="段")
    word.p(word.picture(png()))
    return word


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_tree(tmp_path / "docs", SMALL_SITE)
    (tmp_path / "mkdocs.yml").write_text(full_config(), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780300000")
    return tmp_path


def take(word: Word, *more: str) -> int:
    Path("a.docx").write_bytes(word.build())
    return main(["import", "a.docx", *more])


def test_import_writes_record_picture_base_and_report(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(standard("甲。")) == 0
    shown = capsys.readouterr().out
    assert "文字保留 100.00%" in shown and f"qinejia check {PATH}，" in shown
    text = (site / PATH).read_text("utf-8")
    beside = site / "docs/standards/.import"
    assert (beside / "std-q-qej-bz299-2026.base.md").read_text("utf-8") == text
    assert "# 导入报告" in (beside / "std-q-qej-bz299-2026.report.md").read_text("utf-8")
    (picture,) = (site / "docs/standards/std-q-qej-bz299-2026").iterdir()
    assert picture.name in text and picture.read_bytes().startswith(b"\x89PNG")
    capsys.readouterr()
    main(["check", PATH])
    assert "QJ035" not in capsys.readouterr().out  # the picture is found


def test_dry_run_writes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted((site / "docs").rglob("*"))
    assert take(standard("甲。"), "--dry-run") == 0
    assert sorted((site / "docs").rglob("*")) == before
    assert "没有写" in capsys.readouterr().out


def test_other_folder_and_name_are_obeyed(site: Path) -> None:
    assert take(standard("甲。"), "--to", "draft", "--id", "std-neu") == 0
    assert (site / "draft/std-neu.md").exists()
    assert "](std-neu/tu-" in (site / "draft/std-neu.md").read_text("utf-8")


def test_record_that_was_not_imported_is_left_alone(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / PATH).write_text("自己写的", "utf-8")
    assert take(standard("甲。")) == 1
    assert (site / PATH).read_text("utf-8") == "自己写的"
    assert "不是从 Word 导入的" in capsys.readouterr().err


def test_same_file_again_changes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    take(standard("甲。"))
    text = (site / PATH).read_text("utf-8").replace("甲。", "编辑改过。")
    (site / PATH).write_text(text, "utf-8")
    assert take(standard("甲。")) == 0
    assert (site / PATH).read_text("utf-8") == text
    assert "没有改动" in capsys.readouterr().out


def test_newer_word_file_is_merged_with_the_edits(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(standard("甲。", "乙。", "丙。"))
    text = (site / PATH).read_text("utf-8").replace("甲。", "编辑改过。")
    (site / PATH).write_text(text.replace("\n", "\r\n"), "utf-8", newline="")
    assert take(standard("甲。", "乙。", "新的丙。")) == 0
    merged = (site / PATH).read_text("utf-8")
    assert "编辑改过。\n\n乙。\n\n新的丙。" in merged
    assert "取新 Word 的改动 1 处，保留知识库的改动 1 处" in capsys.readouterr().out


def test_conflict_is_shown_and_nothing_is_overwritten_until_it_is_decided(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(standard("甲。", "乙。"))
    edited = (site / PATH).read_text("utf-8").replace("甲。", "编辑改过。")
    (site / PATH).write_text(edited, "utf-8")
    capsys.readouterr()
    assert take(standard("Word 改过。", "乙。")) == 1
    shown = capsys.readouterr()
    assert (site / PATH).read_text("utf-8") == edited
    assert "知识库：编辑改过。" in shown.out and "Word 改过。" in shown.out
    assert "--conflicts" in shown.err
    draft = site / "docs/standards/.import/std-q-qej-bz299-2026.merge.md"
    assert "<<<<<<< " in draft.read_text("utf-8")
    assert take(standard("Word 改过。", "乙。"), "--conflicts", "mine") == 0
    assert "编辑改过。" in (site / PATH).read_text("utf-8") and not draft.exists()
    assert take(standard("Word 改过。", "乙。")) == 0  # decided once, not asked again
    assert "编辑改过。" in (site / PATH).read_text("utf-8")


def test_picture_that_an_editor_changed_or_removed_is_left_so(site: Path) -> None:
    folder = site / "docs/standards/std-q-qej-bz299-2026"
    take(standard("甲。"))
    (picture,) = folder.iterdir()
    picture.write_bytes(png(4, 4))  # a face was covered
    assert take(standard("甲。", "新的。")) == 0
    assert picture.read_bytes() == png(4, 4) and "新的。" in (site / PATH).read_text("utf-8")
    picture.unlink()
    assert take(standard("甲。", "新的。")) == 0
    assert picture.read_bytes() == png()  # the page shows it, so it comes back
    picture.unlink()
    lines = (site / PATH).read_text("utf-8").splitlines(keepends=True)
    (site / PATH).write_text("".join(x for x in lines if picture.name not in x), "utf-8")
    assert take(standard("更新的甲。", "新的。")) == 0
    assert not picture.exists() and "更新的甲。" in (site / PATH).read_text("utf-8")


def test_large_picture_becomes_small_once_pillow_is_there(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    word = standard("甲。")
    word.p(word.picture(photo(size=(3200, 2400), quality=95), "large.jpg"))
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "PIL", None)
        without.delitem(sys.modules, "PIL.Image", raising=False)
        assert take(word) == 0
    assert "qinejia[pictures]" in capsys.readouterr().out
    (large,) = (site / "docs/standards/std-q-qej-bz299-2026").glob("*.jpg")
    before, text = large.stat().st_size, (site / PATH).read_text("utf-8")
    assert take(word) == 0
    assert large.stat().st_size < before / 2 and (site / PATH).read_text("utf-8") == text
    assert "1 张大图缩小了" in capsys.readouterr().out


BANK = "docs/assessments/questions/tk-ti-ku.md"


def questions(*stems: str) -> Word:
    rows = [[stem, "对", "错", "A", "Q/QEJ BZ201.3—2026 5.3.2"] for stem in stems]
    word = Word().p("题库", centred=True)
    return word.table(["题目", "A", "B", "答案", "依据"], *([*row] for row in rows))


def names(text: str) -> list[tuple[str, str]]:
    return re.findall(r"/// 考题 \| (.*)\n    id: (\S+)", text)


def test_questions_keep_their_names_when_others_come_before_them(site: Path) -> None:
    """Results are kept by name: a new first question must not take over those of the old one."""
    assert take(questions("甲？", "乙？", "丙？"), "--as", "questions") == 0
    text = (site / BANK).read_text("utf-8")
    assert names(text) == [("甲？", "q1"), ("乙？", "q2"), ("丙？", "q3")]
    own = text[text.index("/// 考题 | 丙？") :].replace("丙？", "编辑加的？").replace("q3", "q4")
    (site / BANK).write_text(f"{text}\n{own}", "utf-8")
    assert take(questions("新？", "甲？", "乙，改过？", "丙？"), "--as", "questions") == 0
    assert names((site / BANK).read_text("utf-8")) == [
        ("新？", "q5"), ("甲？", "q1"), ("乙，改过？", "q2"), ("丙？", "q3"), ("编辑加的？", "q4"),
    ]  # fmt: skip
    before = (site / BANK).read_text("utf-8")
    assert take(questions("新？", "甲？", "乙，改过？", "丙？"), "--as", "questions") == 0
    assert (site / BANK).read_text("utf-8") == before
    assert take(questions("新？", "乙，改过？", "丙？"), "--as", "questions") == 0
    assert [name for _, name in names((site / BANK).read_text("utf-8"))] == ["q5", "q2", "q3", "q4"]


def test_references_are_made_to_records_of_the_site(site: Path) -> None:
    take(standard("应符合Q/QEJ BZ201.3-2026的规定。"))
    text = (site / PATH).read_text("utf-8")
    assert "[[Q/QEJ BZ201.3—2026>std-q-qej-bz201.3-2026]]" in text


def test_terms_are_referred_to_where_they_are_used_and_the_mark_of_a_value_is_left(
    site: Path,
) -> None:
    for name, title in (("shili-zhi", "示例值"), ("xiaodujian", "消毒间")):
        (site / f"docs/terms/term-{name}.md").parent.mkdir(exist_ok=True)
        (site / f"docs/terms/term-{name}.md").write_text(
            f"---\n标题: {title}\n定义: 一种说法\n来源: 本库定义\n更新: 2026-05-01\n---\n", "utf-8"
        )
    take(standard("按《消毒间》，水温不低于80 ℃（示例值），数值均为示例值。", "消毒间应通风。"))
    text = (site / PATH).read_text("utf-8")
    assert "按《消毒间》，水温不低于80 ℃（示例值），数值均为示例值。\n" in text
    assert "[[消毒间>term-xiaodujian]]应通风。" in text


def test_tracked_changes_get_one_line(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word = standard("甲。").p(f'<w:ins w:id="1">{run("新")}</w:ins>')
    assert take(word) == 1
    said = capsys.readouterr().err
    assert "没有处理的修订" in said and said.count("\n") == 1
    assert not (site / PATH).exists()


@pytest.mark.parametrize("kind", ["course", "manual", "questions"])
def test_other_kinds_go_into_their_folders(site: Path, kind: str) -> None:
    word = Word().p("茶水", centred=True, bold=True).p("一、甲", bold=True).p("乙。")
    assert take(word, "--as", kind) == 0
    folder = {
        "course": "courses/kc",
        "manual": "manuals/tc",
        "questions": "assessments/questions/tk",
    }[kind]
    assert (site / f"docs/{folder}-cha-shui.md").exists()


def test_bad_name_is_refused(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert take(standard("甲。"), "--id", "../x") == 2
    assert "标识只能用" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("word", "path"),
    [
        (standard("甲。"), PATH),
        (Word().p("题", centred=True).table(["题目", "A", "B", "答案"], ["甲？", "1", "2", "A"]),
         "docs/assessments/questions/tk-ti.md"),
        (Word().p("书", centred=True).p("第一步：甲").p("第二步：乙").p("第三步：丙"),
         "docs/manuals/tc-shu.md"),
        (Word().p("讲义", centred=True).p("一、甲").p("乙。"), "docs/courses/kc-jiang-yi.md"),
    ],
)  # fmt: skip
def test_kind_is_guessed_from_the_text(site: Path, word: Word, path: str) -> None:
    assert take(word) == 0
    assert (site / path).exists()
