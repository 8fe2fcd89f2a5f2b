"""What the editor's page may load (编辑页的 CSP). The site's own policy is another, stricter one.

Decap compiles the schema of its configuration (``unsafe-eval``) and writes styles into the page.
"""

from __future__ import annotations


def policy(forge: str = "", is_header: bool = True) -> str:
    """The policy, with ``forge`` as the only foreign address to talk to.

    ``frame-ancestors`` works in a header only.
    """
    forge = f" {forge}" if forge else ""
    parts = [
        "default-src 'none'",
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        f"img-src 'self' data: blob:{forge}",
        f"connect-src 'self' blob:{forge}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join([*parts, *(["frame-ancestors 'none'"] if is_header else [])])
