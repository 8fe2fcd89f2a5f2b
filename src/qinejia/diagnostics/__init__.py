"""Faults as values (诊断): what is wrong, where, how to mend it.

A fault is never raised; every stage returns what it found, the pipeline shows it together.
"""

from qinejia.diagnostics.catalogue import CODES, Code
from qinejia.diagnostics.diagnostic import Diagnostic, Fix, Severity

__all__ = ["CODES", "Code", "Diagnostic", "Fix", "Severity"]
