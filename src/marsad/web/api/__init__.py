"""The API: everything that the pages show, under `/api/v1`, with the same parameters."""

from fastapi import APIRouter

from marsad.web.api import agreements, claims, counts, documents, incidents, people

router = APIRouter(prefix="/api/v1")
for part in (agreements, claims, documents, counts, incidents, people):
    router.include_router(part.router)

__all__ = ["router"]
