"""Questions on paper (纸质试卷): permuted by the paper's seed, the key on a sheet of its own."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from qinejia.assessment.draw import chance, seed_of, shuffled
from qinejia.assessment.keys import choice_id
from qinejia.model.records import Choice, Question

if TYPE_CHECKING:
    from qinejia.render.rendering import PageRenderer

_BLANK = re.compile(r"_{4,}")
_LINE = "＿＿＿＿＿＿"


class PrintedQuestion:
    """One question of one copy; the order of its choices follows from the seed alone.

    Before that they are put into the order of their ids, so that the author's order is gone.
    """

    def __init__(self, bank: str, question: Question, seed: int) -> None:
        self.question = question
        self.kind = question.options.type
        name = question.options.identifier
        below = chance(seed_of(name, seed))
        self.choices: list[Choice] = list(question.choices)
        if self.kind not in ("判断", "填空"):
            self.choices.sort(key=lambda choice: choice_id(bank, name, choice.text))
            if self.kind != "配对":
                self.choices = shuffled(self.choices, below)
        rights = sorted(
            (choice.match for choice in question.choices),
            key=lambda text: choice_id(bank, name, text),
        )
        self.rights = shuffled(rights, below) if self.kind == "配对" else []

    def draw(self, number: int, page: PageRenderer) -> str:
        """Number, stem, points, picture and choices with letters."""
        question = self.question
        stem = _BLANK.sub(_LINE, question.stem)
        head = f"{number}．（{self.kind}，{question.options.score:g} 分）"
        figure = page.blocks([question.figure]) if question.figure else ""
        return (
            f'<section class="asked"><div class="asked__stem"><b>{head}</b>{page.markdown(stem)}'
            f"</div>{figure}{self._choices(page)}</section>"
        )

    def _choices(self, page: PageRenderer) -> str:
        if self.kind == "填空":
            return ""
        if self.kind == "配对":
            lefts = "".join(f"<li>{page.inline(choice.text)}</li>" for choice in self.choices)
            rights = "".join(f"<li>{page.inline(text)}</li>" for text in self.rights)
            return f'<div class="pairs"><ol>{lefts}</ol><ol type="A">{rights}</ol></div>'
        items = "".join(f"<li>{page.inline(choice.text)}</li>" for choice in self.choices)
        return f'<ol type="A">{items}</ol>'

    @property
    def fields(self) -> int:
        """Letters to choose from on the answer sheet; nothing where words are written."""
        return len(self.choices) if self.kind in ("单选", "多选", "判断", "找错") else 0

    @property
    def places(self) -> int:
        """Lines to write on: blanks, pairs or places in the order."""
        return 0 if self.fields else len(self.question.choices)

    def key(self) -> str:
        """The answer in letters of this copy, or the words."""
        letters = [chr(65 + place) for place in range(len(self.choices))]
        if self.kind == "填空":
            return "；".join(self.question.blanks)
        if self.kind == "排序":
            placed = {choice.text: letters[n] for n, choice in enumerate(self.choices)}
            return "".join(placed[choice.text] for choice in self.question.choices)
        if self.kind == "配对":
            pairs = (
                f"{n}{chr(65 + self.rights.index(choice.match))}"
                for n, choice in enumerate(self.choices, 1)
            )
            return "　".join(pairs)
        chosen = zip(letters, self.choices, strict=True)
        return "".join(letter for letter, choice in chosen if choice.correct)

    def draw_key(self, number: int, page: PageRenderer) -> str:
        """A row of the key: number, answer, points, clause."""
        options = self.question.options
        return (
            f"<tr><td>{number}</td><td>{escape(self.key())}</td><td>{options.score:g}</td>"
            f"<td>{page.link_to(options.clause)}</td></tr>"
        )
