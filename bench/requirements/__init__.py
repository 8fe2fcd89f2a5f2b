"""How well the type of a provision is found (条款类型的识别)."""
