"""Computes what pages and tools show from the frozen site: views, registers, exports."""

from qinejia.derive.pages import GENERATED_PAGES

__all__ = ["GENERATED_PAGES"]
