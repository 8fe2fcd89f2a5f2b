"""The pages that the build adds (生成的页面): path, template, title.

Where ``docs`` holds a page at the same path, its text becomes the introduction. A site without any
record, whose pages only use our checks and blocks, gets none.
"""

from __future__ import annotations

from dataclasses import dataclass

SEARCH_PAGE = "search/index.md"


@dataclass(frozen=True)
class GeneratedPage:
    """A page with a template of its own (生成页); ``menu`` is its name in the menu, or empty."""

    path: str
    template: str
    title: str
    menu: str = ""


_ALL = (
    GeneratedPage("index.md", "home.html", "首页", "首页"),
    GeneratedPage("standards/index.md", "register.html", "标准库", "标准"),
    GeneratedPage("courses/index.md", "courses.html", "课程总表", "课程"),
    GeneratedPage("manuals/index.md", "register.html", "图册", "图册"),
    GeneratedPage("videos/index.md", "register.html", "视频", "视频"),
    GeneratedPage("places/index.md", "register.html", "实践点", "实践点"),
    GeneratedPage("assessments/index.md", "register.html", "考核", "考核"),
    GeneratedPage("coverage/index.md", "coverage.html", "五位一体覆盖矩阵", "覆盖矩阵"),
    GeneratedPage("traceability/index.md", "tracing.html", "条款追溯"),
    GeneratedPage("systems/index.md", "systems.html", "标准体系"),
    GeneratedPage("quantities/index.md", "register.html", "量值登记表"),
    GeneratedPage("lifecycle/index.md", "ledger.html", "废改立台账"),
    GeneratedPage("lecturers/index.md", "register.html", "师资", "师资"),
    GeneratedPage("terms/index.md", "register.html", "术语", "术语"),
    GeneratedPage("sessions/index.md", "register.html", "培训期", "培训期"),
    GeneratedPage("signs/index.md", "register.html", "标识"),
    GeneratedPage("organisations/index.md", "groups.html", "单位"),
    GeneratedPage("themes/index.md", "groups.html", "主题"),
    GeneratedPage("roles/index.md", "groups.html", "岗位"),
    GeneratedPage(SEARCH_PAGE, "search.html", "搜索"),
    GeneratedPage("updates/index.md", "groups.html", "更新日志"),
    GeneratedPage("sitemap/index.md", "groups.html", "网站地图"),
    GeneratedPage("mine/index.md", "mine.html", "我的学习", "我的学习"),
    GeneratedPage("help/index.md", "main.html", "帮助", "帮助"),
    GeneratedPage("help/codes.md", "codes.html", "校验规则"),
    GeneratedPage("help/fields.md", "fields.html", "页头字段一览"),
)

GENERATED_PAGES: dict[str, GeneratedPage] = {page.path: page for page in _ALL}
"""Path below ``docs`` → page."""

TABS = (
    ("index.md", "首页", "M4 11 12 4l8 7M6 10v10h12V10"),
    ("standards/index.md", "查标准", "M6 3h9l4 4v14H6zM9 12h7M9 16h7"),
    ("courses/index.md", "学课程", "M3 6h7l2 2 2-2h7v13h-7l-2 2-2-2H3zM12 8v13"),
    ("assessments/index.md", "去考核", "M5 4h14v17H5zM9 2.5h6v3H9zM8.5 13l2.5 2.5 4.5-5"),
    ("mine/index.md", "我的", "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c1-4 4-6 8-6s7 2 8 6"),
)
"""The five places of the bar at the bottom of a phone: page, name, path of the icon (24 × 24)."""

FOOTER_LINKS = (
    ("sitemap/index.md", "网站地图"),
    ("updates/index.md", "更新日志"),
    ("help/about.md", "关于本库"),
    ("help/accessibility.md", "无障碍声明"),
)
"""What stands at the foot of every page."""
