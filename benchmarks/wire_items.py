"""Wire items by the thousand, out of sentence patterns of our own: what the benchmarks of the store are run on.

They are about six conflicts with an agreement each. Events happen on a day at a place; outlets tell them in wordings of their own,
with numbers that may differ, and one item in five copies another outlet's with a few changes. The same seed gives the same items.
Nothing in them is true.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIRST_DAY = dt.date(2018, 10, 1)
A_DAY = 150  # items of one day, in all outlets together
COPIES = 0.2
_RECENT = 60  # items of the last days that may be copied
Item = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """A conflict: its places, who fights, who speaks, and by what name its agreement is called."""

    places: tuple[str, ...]
    forces: tuple[str, ...]
    speakers: tuple[str, ...]
    agreement: str


SCENES = (
    Scene(
        ("سراقب", "معرة النعمان", "أريحا", "جسر الشغور", "خان شيخون", "كفرنبل", "سرمين", "بنش", "إدلب", "النيرب", "سرمدا"),
        ("القوات السورية", "القوات الروسية", "القوات التركية", "وحدات الجيش التركي", "فصائل المعارضة السورية"),
        (
            "وزارة الدفاع الروسية", "وزارة الدفاع التركية", "الرئاسة الروسية", "وزارة الخارجية التركية",
            "وزارة الخارجية الروسية", "الشبكة السورية لحقوق الإنسان", "الأمم المتحدة",
        ),
        "اتفاق سوتشي",
    ),
    Scene(
        ("غزة", "خان يونس", "رفح", "جباليا", "دير البلح", "بيت لاهيا", "بيت حانون", "النصيرات"),
        ("القوات الإسرائيلية", "قوات الجيش الإسرائيلي", "حركة حماس", "كتائب القسام"),
        (
            "وزارة الصحة في غزة", "حركة حماس", "وزارة الدفاع الإسرائيلية", "وزارة الخارجية القطرية",
            "وزارة الخارجية المصرية", "الأمم المتحدة",
        ),
        "اتفاق وقف إطلاق النار في غزة",
    ),
    Scene(
        ("صور", "النبطية", "بنت جبيل", "مرجعيون", "الخيام", "عيتا الشعب", "بعلبك", "صيدا"),
        ("القوات الإسرائيلية", "قوات الجيش الإسرائيلي", "جماعة حزب الله", "وحدات الجيش اللبناني"),
        (
            "قيادة الجيش اللبناني", "جماعة حزب الله", "وزارة الدفاع الإسرائيلية", "وزارة الصحة اللبنانية",
            "قوات اليونيفيل", "الحكومة اللبنانية",
        ),
        "اتفاق وقف إطلاق النار في لبنان",
    ),
    Scene(
        ("الحديدة", "الدريهمي", "حيس", "التحيتا", "الصليف", "بيت الفقيه", "زبيد"),
        ("القوات الحكومية اليمنية", "جماعة الحوثي", "قوات التحالف"),
        ("الحكومة اليمنية", "جماعة الحوثي", "الأمم المتحدة", "وزارة الخارجية السعودية", "قوات التحالف"),
        "اتفاق ستوكهولم",
    ),
    Scene(
        ("سرت", "مصراتة", "طرابلس", "ترهونة", "الجفرة", "بنغازي", "سبها"),
        ("قوات حكومة الوفاق", "قوات الجيش الوطني الليبي", "قوات حفتر"),
        ("حكومة الوفاق الليبية", "قيادة الجيش الوطني الليبي", "الأمم المتحدة", "وزارة الخارجية المصرية", "وزارة الخارجية التركية"),
        "اتفاق وقف إطلاق النار في ليبيا",
    ),
    Scene(
        ("الخرطوم", "أم درمان", "الفاشر", "نيالا", "الجنينة", "الأبيض", "ود مدني"),
        ("قوات الجيش السوداني", "قوات الدعم السريع"),
        ("قيادة الجيش السوداني", "قوات الدعم السريع", "الأمم المتحدة", "وزارة الخارجية السعودية", "مفوضية الاتحاد الأفريقي"),
        "إعلان جدة",
    ),
)  # fmt: skip

OUTLETS = (
    "وكالة الرصيف", "صحيفة المنار القديم", "قناة السفح", "موقع الوادي", "إذاعة الشاطئ", "صحيفة الأفق الجديد", "شبكة المرسى",
    "وكالة النخيل", "موقع الجسر", "قناة المدى", "صحيفة الصباح الأول", "إذاعة التلال",
)  # fmt: skip
LEADS = (
    "قصفت {force} بلدة {place} يوم {weekday}، ما أسفر عن مقتل {dead} أشخاص وإصابة {hurt} آخرين.",
    "قُتل {dead} أشخاص وأصيب {hurt} بجروح في قصف نفذته {force} على {place} يوم {weekday}.",
    "سقط {dead} قتلى في غارة جوية شنتها {force} على {place} مساء {weekday}.",
    "شنت {force} هجوماً على مواقع قرب {place} يوم {weekday} أوقع {dead} قتلى و{hurt} جريحاً.",
    "سيطرت {force} على أحياء في {place} يوم {weekday} بعد اشتباكات قُتل فيها {dead} مقاتلين.",
    "انسحبت {force} من نقاط في محيط {place} صباح {weekday}.",
)
SAYINGS = (
    "واتهمت {speaker} {force} بخرق {agreement} في {place}.",
    "وقالت {speaker} في بيان إن {force} لم تلتزم بوقف إطلاق النار قرب {place}.",
    "ونفت {speaker} أن تكون {force} قد قصفت مدنيين في {place}.",
    "وأكدت {speaker} أنها ملتزمة بتنفيذ {agreement} كاملاً.",
    "ودعت {speaker} جميع الأطراف إلى وقف فوري لإطلاق النار في {place}.",
    "وطالبت {speaker} {force} بسحب قواتها من محيط {place} قبل نهاية الشهر.",
    "وحذرت {speaker} من أن استمرار القصف على {place} يهدد {agreement}.",
    "وذكرت {speaker} أن {hurt} عائلة نزحت من {place} منذ {weekday}.",
    "وهددت {speaker} بالرد على أي هجوم جديد في {place}.",
    "وأضافت {speaker} أن {force} هاجمت نقطة مراقبة قرب {place} فجر {weekday}.",
)
FILLERS = (
    "وتشهد {place} ومحيطها توتراً منذ {hurt} يوماً.",
    "وتقع {place} على طريق يربط عدداً من القرى بمركز المحافظة.",
    "ولم يصدر تعليق من الجهات الأخرى حتى ساعة إعداد هذا الخبر.",
    "وقال شاهد من سكان {place} إن أصوات الانفجارات سُمعت حتى المساء.",
    "وكانت المدارس قد أغلقت أبوابها في {place} قبل {dead} أيام.",
    "وأفادت مصادر محلية بأن سيارات الإسعاف وصلت إلى {place} بعد ساعة.",
)
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")


@dataclass(frozen=True)
class _Happening:
    """What outlets tell of: the same words go into every pattern."""

    scene: Scene
    place: str
    force: str
    dead: int
    weekday: str

    def fill(self, pattern: str, chance: random.Random) -> str:
        return pattern.format(
            place=self.place,
            force=self.force,
            dead=max(3, min(10, self.dead + chance.choice((0, 0, 0, 1, -1)))),
            hurt=chance.randint(11, 90),
            weekday=self.weekday,
            speaker=chance.choice(self.scene.speakers),
            agreement=self.scene.agreement,
        )


def write_items(count: int, *, seed: int = 7, a_day: int = A_DAY) -> Iterator[Item]:
    """Write so many items, `a_day` of them on each day."""
    chance = random.Random(seed)
    recent: list[Item] = []
    happenings: list[_Happening] = []
    for number in range(count):
        day = FIRST_DAY + dt.timedelta(days=number // a_day)
        if number % a_day == 0:
            happenings = [_happen(day, chance) for _ in range(max(1, a_day // 5))]
            recent = recent[-_RECENT:]
        item = _copy(recent, chance) if recent and chance.random() < COPIES else _tell(chance.choice(happenings), chance)
        outlet = chance.randrange(len(OUTLETS))
        item |= {"id": f"{day}-{number:06}", "url": f"https://outlet{outlet}.example/{day}/{number}", "outlet": OUTLETS[outlet]}
        item |= {"published": day.isoformat(), "language": "ar"}
        recent.append(item)
        yield item


def _happen(day: dt.date, chance: random.Random) -> _Happening:
    scene = chance.choice(SCENES)
    told = day - dt.timedelta(days=chance.choice((0, 0, 1)))
    return _Happening(
        scene, chance.choice(scene.places), chance.choice(scene.forces), chance.randint(3, 10), WEEKDAYS[told.weekday()]
    )


def _tell(happening: _Happening, chance: random.Random) -> Item:
    body = [happening.fill(chance.choice(LEADS), chance)]
    body += [happening.fill(pattern, chance) for pattern in chance.sample(SAYINGS, chance.randint(2, 4))]
    body += [happening.fill(pattern, chance) for pattern in chance.sample(FILLERS, chance.randint(1, 3))]
    return {"title": f"تطورات في {happening.place}", "text": "\n\n".join(body) + "\n"}


def _copy(recent: list[Item], chance: random.Random) -> Item:
    """Take over an item with a line changed, dropped or put behind it."""
    known = chance.choice(recent[-_RECENT:])
    lines = known["text"].strip().split("\n\n")
    change = chance.randrange(3)
    if change == 0 and len(lines) > 4:
        del lines[chance.randrange(1, len(lines))]
    elif change == 1:
        lines[-1] = lines[-1].removesuffix(".") + "، وفق ما نقلته المراسلة."
    else:
        lines.append("المصدر: رويترز")
    return {"title": known["title"], "text": "\n\n".join(lines) + "\n"}


def write_file(path: Path, count: int, *, seed: int = 7, a_day: int = A_DAY) -> None:
    """Write items as JSON lines."""
    with path.open("w", encoding="utf-8") as lines:
        for item in write_items(count, seed=seed, a_day=a_day):
            lines.write(json.dumps(item, ensure_ascii=False) + "\n")
