"""Releases (发布包): packed here, unpacked on the server by ``deploy.py``."""

from qinejia.release.packing import Pack, PackingError, pack_site

__all__ = ["Pack", "PackingError", "pack_site"]
