"""Editorial and domain checks, one small function each (校验规则): site in, diagnostics out."""

from qinejia.rules.checking import check_site

__all__ = ["check_site"]
