"""Identity: duplicates, aliases and the ledger."""

from __future__ import annotations

from qinejia.library import Ledger, format_ledger, read_ledger
from tests.support import SMALL_SITE, STANDARD, check_tree, errors


def edition(year: int, status: str = "现行") -> dict[str, str]:
    return {
        f"standards/std-gb-t-1.1-{year}.md": (
            f"---\n标题: 导则\n编号: GB/T 1.1—{year}\n状态: {status}\n---\n\n## 5 甲\n"
        )
    }


def find(files: dict[str, str], name: str) -> str:
    record = check_tree(files).site.find(name)
    return record.id if record else ""


def test_number_in_any_case_is_an_alias() -> None:
    assert find({**edition(2020)}, "gb/t 1.1-2020") == "std-gb-t-1.1-2020"


def test_id_without_year_means_the_edition_in_force() -> None:
    files = {**edition(2009, "废止"), **edition(2020), **edition(2030, "征求意见")}
    assert find(files, "std-gb-t-1.1") == "std-gb-t-1.1-2020"
    assert find(files, "GB/T 1.1") == "std-gb-t-1.1-2020"


def test_without_an_edition_in_force_the_newest_is_meant() -> None:
    assert (
        find({**edition(2009, "废止"), **edition(2020, "废止")}, "std-gb-t-1.1")
        == "std-gb-t-1.1-2020"
    )


def test_a_record_of_that_name_wins_over_an_alias() -> None:
    files = {
        **edition(2020),
        "standards/std-gb-t-1.1.md": "---\n标题: 导则\n编号: GB/T 1.1\n状态: 现行\n---\n",
    }
    assert find(files, "std-gb-t-1.1") == "std-gb-t-1.1"


def test_configured_prefix_gives_an_alias() -> None:
    files = {
        "standards/std-pjjg-hy-001-2017.md": "---\n标题: 会议\n"
        "编号: PJJG/HY 001—2017\n状态: 现行\n---\n"
    }
    site = check_tree(files, {"自编前缀": ["PJJG/HY"]}).site
    assert site.find("std-pjjg-hy-001") is not None
    assert site.find("PJJG/HY 001-2017") is not None


def test_same_id_in_two_folders() -> None:
    files = {**SMALL_SITE, "standards/more/std-q-qej-bz201.3-2026.md": STANDARD}
    (fault,) = [e for e in errors(check_tree(files)) if "QJ002" in e]
    assert fault.startswith("docs/standards/std-q-qej-bz201.3-2026.md:1:1")


def test_same_id_in_other_case() -> None:
    files = {"lecturers/js-001.md": "---\n标题: 甲\n类别: 土专家\n---\n"}
    files["lecturers/sub/JS-001.md"] = files["lecturers/js-001.md"]
    assert any("QJ002" in e for e in errors(check_tree(files)))


def test_same_id_in_a_taxonomy_and_a_record() -> None:
    files = {
        **SMALL_SITE,
        "taxonomies/themes.yml": "- {id: kc-01, 名称: 甲}\n"
        "- {id: t, 名称: 乙}\n- {id: T, 名称: 丙}\n",
    }
    assert [e.split()[1] for e in errors(check_tree(files))] == ["QJ002", "QJ002"]


def test_ledger_round_trip() -> None:
    records = check_tree(SMALL_SITE).site.records.values()
    text = format_ledger(Ledger({}), records)
    again = read_ledger(text)
    assert format_ledger(again, ()) == text
    published = again.entries["std-q-qej-bz201.3-2026"]
    assert published.path == "standards/std-q-qej-bz201.3-2026.md"
    assert {"5.1.2-b-1", "前言"} <= published.anchors
    assert text.splitlines()[published.line - 1].startswith("std-q-qej-bz201.3-2026\t")


def test_ledger_never_forgets() -> None:
    old = read_ledger("tc-old\tmanuals/tc-old.md\tstep-1\nkc-01\tcourses/kc-01.md\t甲\n")
    text = format_ledger(old, check_tree(SMALL_SITE).site.records.values())
    entries = read_ledger(text).entries
    assert "tc-old" in entries
    assert "甲" in entries["kc-01"].anchors


def test_ledger_is_sorted_and_ends_its_lines() -> None:
    text = format_ledger(Ledger({}), reversed(list(check_tree(SMALL_SITE).site.records.values())))
    lines = text.splitlines()[1:]
    assert lines == sorted(lines)
    assert text.endswith("\n")


def test_ledger_with_windows_lines_and_merge_marks() -> None:
    text = "# x\r\na\tdocs/a.md\t1\r\n<<<<<<< HEAD\r\na\tdocs/a.md\t2\r\n"
    assert read_ledger(text).entries == {"a": ("docs/a.md", frozenset({"1", "2"}), 4)}
