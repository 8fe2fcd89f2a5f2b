"""Header models, one file per kind of record (各类页面的页头)."""
