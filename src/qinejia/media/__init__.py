"""Video files (媒体): looked into, converted, kept by content, made from picture books.

An optional extra of the package (``qinejia[media]``); nothing here is needed to build a site.
"""
