"""How much the site is used (使用统计), from a server's log, without who used it."""

from qinejia.usage.counting import Usage, count, read_log
from qinejia.usage.report import html_report, text_report

__all__ = ["Usage", "count", "html_report", "read_log", "text_report"]
