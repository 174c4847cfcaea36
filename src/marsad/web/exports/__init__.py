"""Lists as files: the very lists of the pages, whole and by the same parameters, at the page's address with a form behind it."""

from fastapi import APIRouter

from marsad.web.exports import calendar, claims, counts, documents

router = APIRouter(tags=["files"])
for part in (claims, documents, counts, calendar):
    router.include_router(part.router)

__all__ = ["router"]
