"""Takes Word files in (导入): an Office package becomes a tree, the tree a record in Markdown.

Nothing disappears silently: what cannot be carried over is a notice with the nearest heading.
"""
