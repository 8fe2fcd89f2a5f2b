"""Unit tests depend on no clock and on no variable of the machine."""

from __future__ import annotations

import pytest

from tests.support import EPOCH


@pytest.fixture(autouse=True)
def _quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    for name in ("QINEJIA_EDITION", "QINEJIA_USB"):
        monkeypatch.delenv(name, raising=False)
