"""Resolves references, adds backlinks, yields the frozen site (关联)."""

from qinejia.links.editions import only_course, restrict
from qinejia.links.redirects import Redirect, read_redirects
from qinejia.links.resolving import Resolver, Target
from qinejia.links.site import connect

__all__ = ["Redirect", "Resolver", "Target", "connect", "only_course", "read_redirects", "restrict"]
