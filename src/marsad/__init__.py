"""Marsad reads what is published about a ceasefire agreement and keeps the agreement's ledger."""
