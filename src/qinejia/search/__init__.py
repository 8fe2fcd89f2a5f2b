"""Full-text search without segmentation (全文搜索): entries, index, queries, reference searcher.

A static index of positional character pairs, cut into small files that a browser loads as classic
scripts. ``searcher`` reads the same files in Python and is the oracle of the script. Nothing is
imported here: a check needs only the synonyms.
"""
