"""How much of a Word file arrives (导入的质量): Word files made of known texts, and taken in again."""
