"""The only module that knows the order of the others (流程).

A check needs a third of them: what prepares a build is imported by its own name.
"""

from qinejia.pipeline.checking import Checked, check

__all__ = ["Checked", "check"]
