"""Parts of a page that many pages share (共用片段): each is rendered once and then copied.

``{% shared key %}…{% endshared %}`` in a template: what stands between depends on nothing but the
key and what is the same for the whole build.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from typing import Any

from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.ext import Extension
from jinja2.parser import Parser


class SharedParts(Extension):
    """The tag ``shared``."""

    tags = {"shared"}  # noqa: RUF012

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._made: dict[Hashable, str] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        key = parser.parse_expression()
        body = parser.parse_statements(("name:endshared",), drop_needle=True)
        where = nodes.Const(f"{parser.name}:{line}")
        call = self.call_method("_once", [where, key])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _once(self, where: str, key: Hashable, caller: Callable[[], str]) -> str:
        if (where, key) not in self._made:
            self._made[where, key] = caller()
        return self._made[where, key]


def place_of(address: str, view: Any, shared: Collection[str]) -> tuple[str, str, bool]:
    """What links from a page at ``address`` to those that all pages have depend on.

    Pages of one folder see them at the same relative addresses, unless a page is one of them or
    above one. The register that a page belongs to is marked.
    """
    is_near = any(other.startswith(address) for other in shared)
    place = address if is_near else f"{address.rstrip('/').rpartition('/')[0]}/*"
    register = getattr(getattr(view, "register", None), "url", "")
    return place, register, view is not None
