"""How well and how fast the search finds (检索测评)."""
