"""The options of a site, from ``extra.qinejia`` in ``mkdocs.yml`` (设置)."""

from qinejia.settings.loading import find_settings, read_config, settings_from
from qinejia.settings.options import Settings

__all__ = ["Settings", "find_settings", "read_config", "settings_from"]
