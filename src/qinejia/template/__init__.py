"""The template of a site (站点模板): what a bureau's own site starts with and is brought up to date
with. The template travels in the wheel, so that nobody forks this repository.
"""
