"""The only module that knows the order of the others (流程)."""

from qinejia.pipeline.checking import Checked, check
from qinejia.pipeline.clock import build_date

__all__ = ["Checked", "build_date", "check"]
