"""How fast sites are built, beside other generators (速度)."""
