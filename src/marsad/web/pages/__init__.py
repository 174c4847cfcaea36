"""The pages: made on the server, in the reader's language; they work without scripts."""

from fastapi import APIRouter

from marsad.web.pages import adding, agreements, claims, coding, counts, documents, front, incidents, people, review, sign_in

router = APIRouter(include_in_schema=False)
for part in (front, agreements, claims, documents, counts, incidents, people, review, coding, adding, sign_in):
    router.include_router(part.router)

__all__ = ["router"]
