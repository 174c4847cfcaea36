"""Documents given in the browser: files, or a text that is pasted; and how far their reading is."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from marsad.errors import BadInput, NotAllowed
from marsad.web.guard import Coder
from marsad.web.intake import Given, Intake
from marsad.web.view import InView

router = APIRouter()
_MOST_BYTES = 64 << 20
_MOST_LETTERS = 4 << 20


def intake_of(request: Request) -> Intake:
    """Give what takes documents in. Raises NotAllowed where this place was opened for reading alone."""
    found: Intake | None = request.app.state.intake
    if found is None:
        raise NotAllowed("nothing can be added here", "Add documents with `marsad add`")
    return found


InIntake = Annotated[Intake, Depends(intake_of)]


@router.get("/add")
def show_adding(view: InView, coder: Coder, intake: InIntake) -> Response:
    """Show where documents are given."""
    return view.render("add.html.j2")


@router.post("/add")
async def take_documents(request: Request, coder: Coder, intake: InIntake) -> Response:
    """Begin to take in a file, or a text that was pasted."""
    async with request.form(max_files=1, max_fields=20, max_part_size=_MOST_LETTERS) as form:
        file = form.get("file")
        words = {name: value.replace("\0", "\ufffd") for name, value in form.items() if isinstance(value, str)}
        published, language = _day(words.get("published", "")), words.get("language", "").strip() or None
        if isinstance(file, UploadFile) and file.filename:
            given = Given(name=file.filename, data=await _read(file), published=published, language=language)
        elif words.get("text", "").strip():
            given = Given(name="pasted.jsonl", data=_paste(words, published, language), published=published, language=language)
        else:
            raise BadInput("nothing was given", "Choose a file, or paste a text")
    job = intake.begin(given, coder.name)
    return RedirectResponse(f"/add/{job.number}", status_code=303)


async def _read(file: UploadFile) -> bytes:
    data = await file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise BadInput(f"the file is larger than {_MOST_BYTES >> 20} MiB", "Add it with `marsad add`")
    return data


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadInput(f"{text!r} is no day", "Write it as 2020-02-12") from error


def _paste(words: Mapping[str, str], published: dt.date | None, language: str | None) -> bytes:
    """Write a pasted text as the line of a document; its name is made of its words."""
    text = words["text"].replace("\r\n", "\n").strip() + "\n"
    told = {name: words.get(name, "").strip() for name in ("title", "outlet", "url")}
    ident = f"pasted-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    record = {"id": ident, "text": text, **{name: value for name, value in told.items() if value}}
    record |= {"published": published.isoformat()} if published else {}
    record |= {"language": language} if language else {}
    return (json.dumps(record, ensure_ascii=False) + "\n").encode()


@router.get("/add/{number}")
def show_job(view: InView, coder: Coder, intake: InIntake, number: Annotated[int, Path(ge=1, le=10**9)]) -> Response:
    """Show how far the taking in is."""
    answer = view.render("added.html.j2", job=intake.find(number))
    answer.headers["Cache-Control"] = "no-store"
    return answer
