"""Releases (发布包): packed here, unpacked on the server by ``deploy.py``."""

from qinejia.release.packing import Pack, PackingError, hashes_of, pack_site, write_companions

__all__ = ["Pack", "PackingError", "hashes_of", "pack_site", "write_companions"]
