from __future__ import annotations

import pytest

from marsad.ingest.language import find_foreign, identify, languages_with_pack, name_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قال الوزير إن القوات انسحبت من المدينة", "ar"),
        ("خرق الهدنة", "ar"),
        ("قال الوزیر إن القوات انسحبت من المدینة فی الشمال وإن كل شیء هادئ", "ar"),  # a Farsi keyboard
        ("وزیر خارجه گفت که نیروها از شهر خارج شده‌اند و این آتش‌بس برای ما مهم است", "fa"),
        ("وزیر نے کہا کہ فوج شہر سے نکل گئی ہے اور جنگ بندی قائم ہے", "ur"),
        ("وەزیر گوتی کە هێزەکان لە شار کشانەوە و ئاگربەست بەردەوامە", "ckb"),
        ("Министр заявил, что войска покинули город", "ru"),
        ("Міністр заявив, що війська залишили місто і перемир'я діє", "uk"),
        ("The minister said that the troops had left the city", "en"),
        ("Bakan, birliklerin şehirden çekildiğini ve ateşkesin sürdüğünü söyledi", "tr"),
        ("Le ministre a déclaré que les troupes ont quitté la ville et que la trêve est respectée", "fr"),
        ("部长说部队已经离开了城市，停火仍在继续。", "zh"),
        ("Vojaci opustili celé mesto", "other"),
        ("Ceasefire holds", "und"),  # three words or fewer: Latin tells no language
        ("Tahran, Moskova, Ankara", "und"),
        ("Wait for the convoy", "en"),
        ("Перемирие", "ru"),
        ("سازمان ملل گفت که گروه‌های مسلح از پنج پایگاه در شمال کشور بیرون رفتند", "fa"),
        ("حکومت نے کہا کہ فائرنگ کا یہ واقعہ سرحد کے پاس پیش آیا اور کوئی زخمی نہیں ہوا", "ur"),
        ("حکومت وايي چې وسله وال د ښار څخه وتلي دي او اوربند ساتل کېږي", "ps"),
        ("هێزەکان لەگەڵ بەرپرسانی شار ڕێککەوتن و بۆ ماوەی سێ ڕۆژ شەڕ وەستا", "ckb"),
        ("Уряд повідомив, що обстріл біля мосту тривав дві години і ніхто не постраждав", "uk"),
        ("Урад паведаміў, што абстрэл каля моста доўжыўся дзве гадзіны і ніхто не пацярпеў", "be"),
        ("Правителството съобщи, че стрелбата край моста е продължила два часа и няма ранени", "bg"),
        ("Hökumət bildirib ki, körpü yaxınlığında atışma iki saat davam edib və xəsarət alan yoxdur", "az"),
        ("Hikûmetê got ku li nêzî pirê şer du saetan dom kir û kes birîndar nebû", "ku"),
        ("Hükümet, köprü yakınındaki çatışmanın iki saat sürdüğünü ve yaralanan olmadığını bildirdi", "tr"),
        ("Le gouvernement a indiqué que les tirs près du pont avaient duré deux heures", "fr"),
        ("Die Regierung teilte mit, dass der Beschuss an der Brücke zwei Stunden dauerte", "de"),
        ("ᚠᚢᚦᚨᚱᚲ", "other"),
        ("12.2.2020 — 14:30", "und"),
        ("", "und"),
    ],
)
def test_a_language_is_told_by_script_letters_and_little_words(text: str, language: str) -> None:
    assert identify(text) == language


def test_arabic_has_a_pack() -> None:
    assert "ar" in languages_with_pack()


def test_a_language_without_a_name_is_called_by_its_code() -> None:
    assert (name_language("fa"), name_language("xx")) == ("Persian", "xx")


ARABIC = "قال المتحدث باسم الوزارة إن القوات انسحبت من البلدة أمس بعد أيام من القصف المتواصل على أطرافها."
RUSSIAN = "Министр заявил, что войска покинули город и перемирие соблюдается."
ENGLISH = "The minister said that the troops had left the city and that the truce was holding."
TURKISH = "Bakan, birliklerin şehirden çekildiğini ve ateşkesin iki gündür sürdüğünü söyledi."
PERSIAN = "وزیر خارجه گفت که نیروها از شهر خارج شده‌اند و این آتش‌بس برای ما مهم است و باید پایدار بماند"


@pytest.mark.parametrize(
    ("lines", "language", "foreign"),
    [
        ([ARABIC, RUSSIAN, ARABIC], "ar", [(RUSSIAN, "ru")]),
        ([ARABIC, ENGLISH], "ar", [(ENGLISH, "en")]),
        ([ARABIC, f"  {PERSIAN}  "], "ar", [(PERSIAN, "fa")]),
        ([RUSSIAN, ARABIC, ENGLISH], "ru", [(ARABIC, "ar"), (ENGLISH, "en")]),
        ([TURKISH, ENGLISH, TURKISH], "tr", [(ENGLISH, "en")]),
        ([ENGLISH, TURKISH], "en", [(TURKISH, "tr")]),
        ([ARABIC, "Channel Four Valleys"], "ar", []),  # three words: a name
        ([ARABIC, "قال چارلز غراهام إن الاتفاق صامد"], "ar", []),  # a foreign name in it
        ([ARABIC, "12:30", "***", ""], "ar", []),
        ([ENGLISH], "xx", []),
    ],
)
def test_paragraphs_in_another_language_are_told_where_that_is_plain(
    lines: list[str], language: str, foreign: list[tuple[str, str]]
) -> None:
    text = "\n\n".join(lines)
    assert [(part.span.of(text), part.language) for part in find_foreign(text, language)] == foreign
