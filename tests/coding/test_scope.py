"""What a text is about: clubs, companies and courts agree, negotiate and punish too, and that is no claim."""

from __future__ import annotations

from claim_table import claims_of, wrong

CLUB = (
    "اتفق نادي النجوم مع لاعبه الشاب على تجديد العقد.\n"
    "وقال مدير النادي في مؤتمر صحفي أمس إن المفاوضات مع وكيل اللاعب استمرت أسبوعا كاملا، وإن الإدارة توصلت إلى اتفاق يرضي الجميع.\n"
    "وأضاف المدير أن النادي يدعم اللاعب ويطالب الجماهير بالصبر عليه، وأنه سيجتمع مع المدرب بعد يومين لبحث برنامج الفريق.\n"
    "وكانت لجنة الانضباط قد فرضت عقوبات على الفريق بسبب تأخره عن إحدى مباريات البطولة، ثم خففت العقوبات بعد اعتراض الإدارة.\n"
    "ويستعد الفريق لمباراة مهمة في نهاية الأسبوع على ملعبه أمام ضيفه القادم من الساحل.\n"
    "وبدأ بيع التذاكر صباح اليوم في مقر النادي وفي عدد من المكتبات، وقالت الإدارة إن الطلب عليها كبير هذا العام.\n"
    "ويرى كثير من المشجعين أن عودة الحارس القديم ستكون مكسبا كبيرا، وأن الخط الأمامي يحتاج إلى وجوه جديدة وإلى وقت طويل.\n"
    "وختم المدير كلامه بأن الموسم ما زال في أوله، وأن كل شيء ممكن ما دام اللاعبون يتدربون بجد ويحافظون على هدوئهم."
)


def test_a_text_of_a_club_yields_nothing() -> None:
    assert claims_of(CLUB) == []


def test_two_states_in_a_sentence_are_told_also_there() -> None:
    assert wrong(f"{CLUB}\nالتقى الرئيس الكيني الرئيس التنزاني في نيروبي.", "outlet report consult KEN.GOV > TZA.GOV @نيروبي") == []


def test_armed_people_are_told_also_there() -> None:
    assert wrong(f"{CLUB}\nقصف الجيش السوري بلدة سراقب.", "outlet report assault SYR.MIL > - @سراقب") == []


def test_a_line_alone_is_not_asked_what_it_is_about() -> None:
    assert len(claims_of("توصلت الحكومة إلى اتفاق.")) == 1
