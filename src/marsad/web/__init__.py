"""The workplace in a browser: pages in Arabic and English, and the API under `/api/v1`, both on one store.

Pages are made on the server and work without scripts. Every view is an address, and its parameters are those of the API.
"""

from marsad.web.app import build_app

__all__ = ["build_app"]
