"""Any table that Word can merge arrives with its spans, and what is counted is what is there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bench.importing.cells import add_table
from bench.importing.truth import Grid, grid_of
from qinejia.importing.counting import count_source, words_key
from qinejia.importing.drafting import Imported, import_word
from qinejia.importing.known import Known
from qinejia.importing.package import open_package
from tests.support import SMALL_SITE, check_tree, edition_of, errors
from tests.word import Word, paragraph, png, run


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Cells of any size laid from the left, row by row, until the table is full."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    taken = [[False] * columns for _ in range(rows)]
    grid: list[list[tuple[str, int, int]]] = [[] for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            width = draw(st.integers(1, 3)) if draw(st.booleans()) else 1
            depth = draw(st.integers(1, 3)) if draw(st.booleans()) else 1
            width = next((n for n in range(width) if _is_taken(taken[row], column + n)), width)
            depth = min(depth, rows - row)
            for down in range(depth):
                for across in range(width):
                    taken[row + down][column + across] = True
            text = draw(st.sampled_from(["甲", "乙丙", "30 min", "", "a|b", "合计"]))
            grid[row].append((words_key(text), width, depth))
    return tuple(tuple(line) for line in grid)


def _is_taken(line: list[bool], column: int) -> bool:
    return column >= len(line) or line[column]


def course(word: Word) -> Imported:
    return import_word(word.build(), "course", Known(), "讲义")


def table_of(made: Imported) -> str:
    return made.markdown.split("前文。\n\n")[1].strip()


@given(grids())
def test_any_table_arrives_with_its_spans(grid: Grid) -> None:
    word = Word().p("前文。")
    add_table(word, grid)
    made = course(word)
    assert grid_of(table_of(made)) == grid
    assert made.found.source.tables == made.found.result.tables == 1
    assert made.found.unread == 0 and not made.notices.of("没有转过来")


def test_rows_of_unequal_length_become_html() -> None:
    word = Word().p("前文。").table(["甲", "乙", "丙"], ["丁", "戊"])
    assert table_of(course(word)).startswith("<table>")


def test_continued_cell_without_a_beginning_is_a_cell() -> None:
    word = Word().p("前文。").table(["甲", ("乙", 1, "continue")], ["丙", "丁"])
    assert grid_of(table_of(course(word)))[0] == (("甲", 1, 1), ("乙", 1, 1))


def test_words_in_a_continued_cell_are_not_lost() -> None:
    word = (
        Word().p("前文。").table([("甲", 1, "restart"), "乙"], [("藏着的字", 1, "continue"), "丁"])
    )
    assert "甲<br>藏着的字" in table_of(course(word))


def test_form_of_words_in_an_html_table_stays() -> None:
    cell = paragraph(run("粗", "<w:b/>"), run("2", '<w:vertAlign w:val="superscript"/>'))
    made = course(Word().p("前文。").table([("头", 2, "")], [cell, "乙"]))
    assert "<td><strong>粗</strong><sup>2</sup></td>" in table_of(made)


def test_picture_in_an_html_table_is_shown() -> None:
    word = Word().p("前文。")
    made = course(word.table([("头", 2, "")], [paragraph(word.picture(png())), "乙"]))
    (name,) = made.pictures
    files: dict[str, str | bytes] = {
        **SMALL_SITE,
        f"courses/{made.identifier}.md": made.markdown,
        f"courses/{made.identifier}/{name}": made.pictures[name],
    }
    assert errors(check_tree(files)) == []
    edition = edition_of(files)
    page = edition.record_html(edition.site.records[made.identifier])
    assert f'<img src="{name}"' in page
    assert made.found.source.pictures == made.found.result.pictures == 1


def test_older_twin_of_a_box_is_not_counted() -> None:
    twin = "<mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback>".format("<w:t>框里</w:t>")
    both = f"<w:r><mc:AlternateContent>{twin}</mc:AlternateContent></w:r>"
    word = Word().p("四个字。", both)
    assert count_source(open_package(word.build())).characters == 6
