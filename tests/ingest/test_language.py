from __future__ import annotations

import pytest

from marsad.ingest.language import identify, languages_with_pack, name_language


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
        ("Vojaci opustili mesto", "other"),
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
