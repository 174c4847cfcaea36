"""A web for commands: a site of the tests, a database and a clock of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from click.testing import CliRunner, Result

from marsad.cli import app
from marsad.fetching import Fetcher
from site_of_tests import PUBLIC, Clock, Lines, Reply, Site, make_fetcher

NEWS = "http://news.example"
FEED = f"{NEWS}/feed.xml"
SENTENCES = {
    1: "قصفت القوات السورية بلدة سراقب يوم الثلاثاء، ما أسفر عن مقتل 11 شخصاً.",
    2: "اتهم الكرملين تركيا بخرق اتفاق سوتشي في إدلب.",
    3: "نفت وزارة الدفاع التركية أن تكون قواتها قد قصفت بلدة سراقب.",
    4: "وأكدت أنقرة أنها ستسحب قواتها من محيط بلدة النيرب قبل نهاية الشهر.",
}


def article(number: int, *, head: str = "") -> Reply:
    text = SENTENCES[number]
    return Reply(
        f"<!doctype html><html lang='ar'><head><title>خبر {number}</title>{head}</head>"
        f"<body><article><h1>خبر رقم {number}</h1><p>{text}</p><p>ولم يصدر تعليق آخر حتى الآن.</p></article></body></html>"
    )


def feed(*numbers: int, day: str = "Wed, 12 Feb 2020 10:00:00 +0300", host: str = NEWS) -> str:
    items = "".join(
        f"<item><title>خبر {n}</title><link>{host}/news/{n}</link><guid>n{n}</guid><pubDate>{day}</pubDate></item>" for n in numbers
    )
    return f"<rss version='2.0'><channel><title>وكالة الجسر</title><link>{NEWS}/</link>{items}</channel></rss>"


class World:
    """A site, a database and a clock; commands run in it."""

    def __init__(self, site: Site, path: Path) -> None:
        self.site, self.database = site, str(path / "marsad.db")
        self.clock = Clock()
        self.names: dict[str, list[str]] = {}
        self.lines = Lines({PUBLIC: site.port})
        site.pages["/robots.txt"] = Reply("")
        for number in SENTENCES:
            site.pages[f"/news/{number}"] = article(number)

    def open_fetcher(self, **_: Any) -> Fetcher:
        return make_fetcher(self.site, clock=self.clock, names=self.names, lines=self.lines)[0]

    def run(self, *arguments: str) -> Result:
        self.clock.seconds += 60
        result = CliRunner(env={"MARSAD_DATABASE": self.database}).invoke(app, list(arguments))
        assert not result.exception or isinstance(result.exception, SystemExit), result.exception
        return result

    def ok(self, *arguments: str) -> Result:
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result

    def rows(self, query: str) -> list[Any]:
        engine = sa.create_engine(f"sqlite:///{self.database}")
        with engine.connect() as connection:
            found = [tuple(row) for row in connection.execute(sa.text(query))]
        engine.dispose()
        return found

    def asked(self) -> dict[str, int]:
        return {path: count for path, count in self.site.asked.items() if path != "/robots.txt"}
