"""How much of a Word file arrives (导入的质量): files made of known texts, and taken in again."""
