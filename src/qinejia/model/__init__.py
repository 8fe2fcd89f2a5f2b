"""Frozen records and value types of the knowledge base (知识库的记录与取值).

Nothing here reads files, knows YAML or produces HTML.
"""
