"""What stops a media command, in plain words (媒体故障)."""

from __future__ import annotations


class MediaError(Exception):
    """A file that cannot be used or a tool that is missing; the message is for an editor."""
