"""Bringing customers, sites, assets and jobs in from tables that other programs wrote."""
