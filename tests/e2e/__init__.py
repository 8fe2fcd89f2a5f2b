"""Journeys in a real browser on the built site (浏览器测试)."""
