"""Arguments, output, exit status (命令行)."""

from qinejia.cli.main import main, run

__all__ = ["main", "run"]
