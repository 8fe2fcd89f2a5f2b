"""Small complete sites, built for real."""
