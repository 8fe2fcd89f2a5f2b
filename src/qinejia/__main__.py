"""``python -m qinejia``."""

from qinejia.cli import run

run()
