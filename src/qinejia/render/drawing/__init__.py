"""Draws figures as SVG, in one hand (绘图)."""

from qinejia.render.drawing.figure import draw

__all__ = ["draw"]
