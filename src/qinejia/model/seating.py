"""Seating plans (座位图): what an editor writes in a ``座位图`` fence, and the rules of order.

Left and right are those of the person who sits, never of who looks at the picture. The rules are
common practice, not verified; each names its source and stands under the picture that it made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from qinejia.model.fields import Texts, YesNo, key
from qinejia.model.figure import Pictured
from qinejia.model.shape import MaybeLine

Layout = Literal["主席台", "会谈", "签字", "宴请圆桌", "U形", "课桌式"]
Side = Literal["左", "右"]


@dataclass(frozen=True)
class SeatingRule:
    """A rule of order (座次规则): ``layout`` it orders, what it says, and where that is from."""

    layout: Layout
    text: str
    source: str


_COMMON = "通行做法，示例，由本单位按接待规定核定"

RULES: dict[Layout, SeatingRule] = {
    rule.layout: rule
    for rule in (
        SeatingRule(
            "主席台",
            "前排高于后排；同排1号位居中，双数时1号位、2号位同时居中；"
            "2号位在1号位{次位}侧，其余先{次位}后{对侧}依次向外排列。",
            _COMMON,
        ),
        SeatingRule(
            "会谈",
            "{正门}；双方主谈人居中，其余人员在两侧先{次位}后{对侧}依次排列。",
            _COMMON,
        ),
        SeatingRule(
            "签字",
            "双方签字人并排面向会场，主方在左，客方在右；参加人员站在本方签字人身后，由中间向外依次排列。",
            _COMMON,
        ),
        SeatingRule(
            "宴请圆桌",
            "主陪面向正门居中，副主陪在对面；主宾在主陪右侧，2号客人在主陪左侧，"
            "3号客人在副主陪右侧，4号客人在副主陪左侧；其余人员从主陪一侧起先右后左依次就座。",
            _COMMON,
        ),
        SeatingRule(
            "U形",
            "1号位在底边居中，底边先{次位}后{对侧}向外排列，再从底边起沿两臂先{次位}后{对侧}排列。",
            _COMMON,
        ),
        SeatingRule(
            "课桌式",
            "前排高于后排；同排从中间起，先{次位}后{对侧}依次向外排列。",
            _COMMON,
        ),
    )
}
_DOORS = {
    "平行": "会谈桌与正门平行，客方面向正门，主方背向正门",
    "桌端": "会谈桌一端朝向正门，以进门方向为准，客方在右侧，主方在左侧",
}
_TWO_SIDES = ("会谈", "签字", "宴请圆桌")
_MOST = {"主席台": 45, "会谈": 40, "签字": 20, "宴请圆桌": 20, "U形": 45, "课桌式": 150}
"""Persons that a picture can still show."""


def _check_names(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if not name.strip() or len(name) > 20 or any(ord(sign) < 32 for sign in name):
            raise ValueError("每个人写姓名或职务，1 到 20 个字")
    return names


Names = Annotated[Texts, AfterValidator(_check_names)]
Count = Annotated[int, Field(ge=1, le=150)]


class SeatingPlan(Pictured):
    """A seating plan (座位图): who sits where, by layout and order of rank."""

    description: MaybeLine = key("说明", "看不见图时读的文字；不写则自动生成", "")
    layout: Layout = key("布局", "主席台、会谈、签字、宴请圆桌、U形、课桌式")
    persons: Names = key("名单", "按位次写姓名或职务；只要编号时写“人数”", ())
    count: Count | None = key("人数", "没有名单时的人数", None)
    hosts: Names = key("主方", "会谈、签字、宴请圆桌的主方，按位次", ())
    guests: Names = key("客方", "会谈、签字、宴请圆桌的客方，按位次", ())
    row: Annotated[int, Field(ge=1, le=15)] | None = key("每排", "主席台、课桌式每排的座位数", None)
    base: Annotated[int, Field(ge=1, le=15)] = key("底边", "U形底边的座位数", 3)
    door: Literal["平行", "桌端"] = key("正门", "会谈桌与正门平行，还是桌端朝向正门", "平行")
    second: Side = key("次位", "2号位在1号位的哪一侧，以就座者为准", "左")
    lectern: YesNo = key("发言席", "主席台右前方是否设发言席", False)

    @model_validator(mode="after")
    def _fits(self) -> SeatingPlan:
        if self.layout in _TWO_SIDES:
            if not (self.hosts and self.guests) or self.persons or self.count:
                raise ValueError(f"{self.layout}要写“主方”和“客方”，不写“名单”和“人数”")
        elif self.hosts or self.guests or bool(self.persons) == bool(self.count):
            raise ValueError(f"{self.layout}要写“名单”或“人数”其中一项，不写“主方”和“客方”")
        if self.size > _MOST[self.layout]:
            raise ValueError(f"{self.layout}最多 {_MOST[self.layout]} 人，这里是 {self.size} 人")
        return self

    @property
    def size(self) -> int:
        """How many persons there are."""
        return self.count or len(self.persons) + len(self.hosts) + len(self.guests)

    @property
    def rule(self) -> SeatingRule:
        """The rule that orders this plan, in its own words."""
        rule = RULES[self.layout]
        other = "右" if self.second == "左" else "左"
        said = {"{次位}": self.second, "{对侧}": other, "{正门}": _DOORS[self.door]}
        text = rule.text
        for mark, word in said.items():
            text = text.replace(mark, word)
        return SeatingRule(rule.layout, text, rule.source)

    @property
    def words(self) -> str:
        return "\n".join(
            filter(None, (self.title, self.description, *self.persons, *self.guests, *self.hosts))
        )


def centre_out(count: int, second: Side = "左") -> list[float]:
    """Places of ranks 1, 2, 3 … in a row, in seats from its middle; positive is to the left.

    With an even count the first two share the middle; number 2 is on the ``second`` side of 1.
    """
    sign = 1 if second == "左" else -1
    if count % 2:
        return [0.0] + [sign * side * step for step in range(1, count // 2 + 1) for side in (1, -1)]
    return [sign * side * (step + 0.5) for step in range(count // 2) for side in (-1, 1)]


def around_table(hosts: int, guests: int) -> list[int]:
    """Seats at a round table, clockwise from the host at the top, hosts first, then guests."""
    size = hosts + guests
    opposite = size // 2
    taken: dict[tuple[str, int], int] = {("主", 1): 0}
    if hosts > 1:
        taken["主", 2] = opposite
    # The host looks down the picture: his right is the seat before his, clockwise.
    wanted = [-1 % size, 1 % size]
    if hosts > 1:
        wanted += [opposite - 1, opposite + 1]
    for number, seat in enumerate(wanted[:guests], 1):
        if seat not in taken.values():
            taken["客", number] = seat
    by_distance = [seat for step in range(1, size) for seat in (-step % size, step)]
    free = [s for s in dict.fromkeys(by_distance) if s not in taken.values()]
    persons = [("主", n) for n in range(1, hosts + 1)] + [("客", n) for n in range(1, guests + 1)]
    waiting = [p for p in persons if p not in taken]
    waiting.sort(key=lambda person: person[0] == "主")  # guests sit nearer to the host
    taken.update(zip(waiting, free, strict=True))
    return [taken[person] for person in persons]
