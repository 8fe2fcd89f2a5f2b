"""The only module that knows the order of the others (流程)."""

from qinejia.pipeline.checking import Checked, check
from qinejia.pipeline.preparing import Edition, read_assets
from qinejia.settings import settings_from

__all__ = ["Checked", "Edition", "check", "read_assets", "settings_from"]
