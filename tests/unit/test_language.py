import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.sources import language

NEWS = {
    "ar": "أعلنت الحكومة أمس عن إجراءات جديدة لمساعدة السكان المتضررين من الفيضانات في شمال البلاد.",
    "bg": (
        "Правителството обяви вчера нови мерки в помощ на хората, които са "
        "пострадали от наводненията в страната."
    ),
    "bn": "সরকার গতকাল উত্তরাঞ্চলে বন্যায় ক্ষতিগ্রস্ত মানুষের সহায়তায় নতুন পদক্ষেপ ঘোষণা করেছে।",
    "ca": (
        "El govern va anunciar ahir noves mesures per ajudar els veïns "
        "afectats pels aiguats al nord del país."
    ),
    "cs": "Vláda včera oznámila nová opatření na pomoc lidem, které na severu země postihly povodně.",
    "da": (
        "Regeringen oplyste i går, at den vil hjælpe de mennesker, der er blevet ramt af oversvømmelserne."
    ),
    "de": (
        "Die Regierung kündigte gestern neue Hilfen für die Menschen an, die vom Hochwasser betroffen sind."
    ),
    "el": (
        "Η κυβέρνηση ανακοίνωσε χθες νέα μέτρα για τη στήριξη των κατοίκων που επλήγησαν από τις πλημμύρες."
    ),
    "en": (
        "The government announced new measures yesterday to help people in the north affected by the floods."
    ),
    "es": (
        "El Gobierno anunció ayer nuevas medidas para ayudar a los vecinos afectados por las inundaciones."
    ),
    "et": ("Valitsus teatas eile uutest meetmetest, millega aidatakse üleujutuste tõttu kannatanud inimesi."),
    "fa": "دولت دیروز از اقدام‌های تازه‌ای برای کمک به مردم آسیب‌دیده از سیل در شمال کشور خبر داد.",
    "fi": (
        "Hallitus kertoi eilen uusista toimista, joilla autetaan tulvista "
        "kärsineitä ihmisiä maan pohjoisosassa."
    ),
    "fr": (
        "Le gouvernement a annoncé hier de nouvelles mesures pour aider les habitants touchés par les crues."
    ),
    "he": "הממשלה הודיעה אתמול על צעדים חדשים לסיוע לתושבים שנפגעו מן השיטפונות בצפון הארץ.",
    "hi": "सरकार ने कल उत्तर में बाढ़ से प्रभावित लोगों की मदद के लिए नए कदमों की घोषणा की।",
    "hr": (
        "Vlada je jučer najavila nove mjere pomoći ljudima koji su stradali u poplavama na sjeveru zemlje."
    ),
    "hu": ("A kormány tegnap új intézkedéseket jelentett be az árvíz által érintett emberek megsegítésére."),
    "hy": (
        "Կառավարությունը երեկ հայտարարեց հյուսիսում ջրհեղեղից տուժած մարդկանց օգնելու նոր միջոցների մասին։"
    ),
    "id": (
        "Pemerintah kemarin mengumumkan langkah baru untuk membantu warga "
        "yang terkena dampak banjir di utara."
    ),
    "is": "Ríkisstjórnin tilkynnti í gær um nýjar aðgerðir til að hjálpa fólki sem varð fyrir flóðunum.",
    "it": (
        "Il governo ha annunciato ieri nuove misure per aiutare gli "
        "abitanti colpiti dalle alluvioni nel nord."
    ),
    "ja": "政府は昨日、北部の洪水で被害を受けた住民を支援するための新しい対策を発表した。",
    "ka": "მთავრობამ გუშინ გამოაცხადა ახალი ზომები ჩრდილოეთში წყალდიდობით დაზარალებულთა დასახმარებლად.",
    "km": "រដ្ឋាភិបាលបានប្រកាសវិធានការថ្មីកាលពីម្សិលមិញដើម្បីជួយប្រជាជនដែលរងគ្រោះដោយទឹកជំនន់។",
    "ko": "정부는 어제 북부 지역 홍수로 피해를 입은 주민들을 지원하기 위한 새로운 대책을 발표했다.",
    "lt": (
        "Vyriausybė vakar paskelbė apie naujas priemones, kuriomis bus padedama nuo potvynių nukentėjusiems."
    ),
    "lv": ("Valdība vakar paziņoja par jauniem pasākumiem, lai palīdzētu plūdos cietušajiem iedzīvotājiem."),
    "nl": (
        "De regering maakte gisteren nieuwe maatregelen bekend om de mensen "
        "te helpen die door de overstroming."
    ),
    "no": ("Regjeringen varslet i går nye tiltak for å hjelpe folk som har blitt rammet av flommen i nord."),
    "pl": (
        "Rząd ogłosił wczoraj nowe środki pomocy dla mieszkańców, którzy ucierpieli w powodzi na północy."
    ),
    "pt": (
        "O governo anunciou ontem novas medidas para ajudar os moradores que foram afetados pelas enchentes."
    ),
    "ro": ("Guvernul a anunțat ieri noi măsuri pentru a ajuta oamenii care au fost afectați de inundații."),
    "ru": "Правительство вчера объявило о новых мерах помощи жителям, которые пострадали от наводнения.",
    "sk": ("Vláda včera oznámila nové opatrenia na pomoc ľuďom, ktorých na severe krajiny postihli záplavy."),
    "sl": (
        "Vlada je včeraj napovedala nove ukrepe za pomoč ljudem, ki so jih "
        "na severu države prizadele poplave."
    ),
    "sr": "Влада је јуче најавила нове мере помоћи људима који су страдали у поплавама на северу земље.",
    "sv": (
        "Regeringen meddelade i går nya åtgärder för att hjälpa de människor "
        "som har drabbats av översvämningar."
    ),
    "sw": (
        "Serikali ilitangaza jana hatua mpya za kuwasaidia watu walioathiriwa na mafuriko kaskazini mwa nchi."
    ),
    "ta": "வடக்கில் வெள்ளத்தால் பாதிக்கப்பட்ட மக்களுக்கு உதவ அரசு நேற்று புதிய நடவடிக்கைகளை அறிவித்தது.",
    "th": "รัฐบาลประกาศมาตรการใหม่เมื่อวานนี้เพื่อช่วยเหลือประชาชนที่ได้รับผลกระทบจากน้ำท่วมทางภาคเหนือ",
    "tr": (
        "Hükümet dün kuzeydeki selden etkilenen insanlara yardım etmek için yeni önlemler alacağını açıkladı."
    ),
    "uk": (
        "Уряд учора оголосив про нові заходи допомоги людям, які постраждали від повені на півночі країни."
    ),
    "ur": ("حکومت نے کل شمال میں سیلاب سے متاثر ہونے والے لوگوں کی مدد کے لیے نئے اقدامات کا اعلان کیا ہے۔"),
    "vi": "Chính phủ hôm qua công bố các biện pháp mới nhằm hỗ trợ người dân bị ảnh hưởng bởi lũ lụt.",
    "zh": "政府昨天宣布了新的措施，以帮助北部地区受洪水影响的居民重建家园。",
}


@pytest.mark.parametrize("expected", NEWS)
def test_language_of_news_is_detected(expected):
    assert language.detect(NEWS[expected]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政府昨天宣布了新的措施，以幫助北部地區受洪水影響的居民重建家園。", "zh"),
        ("鈴木首相、北部の洪水対策で会見", "ja"),
        ("강원도 홍수 피해 주민 지원 대책 발표, 美 정부도 협력", "ko"),
        ("Inanunsyo ng pamahalaan kahapon ang mga bagong hakbang upang tulungan ang mga naapektuhan.", "tl"),
        ("দেশৰ উত্তৰ অঞ্চলত বানপানীত ক্ষতিগ্ৰস্ত লোকক সহায় কৰিবলৈ চৰকাৰে নতুন ব্যৱস্থা ঘোষণা কৰিছে।", "as"),
        ("حکوومەت دوێنێ ڕێوشوێنی نوێی بۆ یارمەتیدانی خەڵکی زیانلێکەوتوو بە لافاو ڕاگەیاند.", "ckb"),
    ],
)
def test_near_relatives_are_told_apart_or_taken_as_one(text, expected):
    assert language.detect(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "OK",
        "Paris",
        "Breaking news",
        "速報",
        "12,345 + 67.89 = 3 % – 10:32 CET, 2026-11-24 …",
        "https://www.news.example/2026/11/the-government-has-announced-new-measures?utm_source=rss",
        "mail@news.example, @newsdesk #breaking #election2026 user_name_of_somebody",
        "AAPL MSFT GOOG TSLA NVDA AMZN META NFLX INTC AMD ORCL IBM CSCO QCOM",
        "if (window.x_1 && !n[0]) { for (i=0;i<n.length;i++) { push(args[i]); } }",
        "xkcd fhqwhgads qrzt wvbn mkjhg plokij uhygtf rdesw asdkjh qwpeoi zxmcnb alskdj",
        "🎉🎉🔥🔥😂😂👍 ▲▼◄► ░▒▓█ *** --- +++ ===",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h",
        "\ud800\udfff\ud800 \0\0\0",
    ],
)
def test_what_is_short_or_no_text_has_no_language(text):
    assert language.detect(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Pravitelstvo vchera obyavilo o novykh merakh pomoshchi zhitelyam, postradavshim ot navodneniya.",
        "Polisi dan tentara datang ke rumah itu pada malam hari.",  # as good as Malay
    ],
)
def test_what_could_be_either_has_no_language(text):
    assert language.detect(text) == ""


def test_text_in_two_scripts_has_no_language():
    assert language.detect(NEWS["ru"] + " " + NEWS["en"]) == ""


def test_text_in_two_languages_has_no_language():
    assert language.detect(NEWS["fr"] + " " + NEWS["de"]) == ""


def test_names_of_elsewhere_and_addresses_change_nothing():
    assert language.detect("Microsoft, OpenAI i Tesla: " + NEWS["ru"] + " https://t.example/x") == "ru"
    assert language.detect(NEWS["ja"] + " Microsoft OpenAI Tesla") == "ja"


def test_beginning_of_a_text_decides():
    assert language.detect(NEWS["fr"] * 30 + NEWS["ru"] * 1_000) == "fr"


def test_answer_is_always_the_same():
    assert len({language.detect(NEWS["nl"][:80]) for _ in range(20)}) == 1


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        *(("en", text) for code, text in NEWS.items() if not re.search("[A-Za-z]", text)),
        *(("en-us", NEWS[code]) for code in ("ru", "ar", "zh")),
        ("ru", NEWS["en"]),
        ("ja", NEWS["zh"]),
        ("zh", NEWS["ja"]),
        ("zh-hans", NEWS["ru"]),
        ("sr-latn", NEWS["sr"]),
        ("he", NEWS["ar"]),
        ("iw", NEWS["en"]),
        ("hi", NEWS["bn"]),
    ],
)
def test_declared_language_of_another_script_is_not_believed(declared, text):
    assert language.contradicts(declared, text)
    assert language.resolve(declared, text) == language.detect(text) != ""


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        *NEWS.items(),
        *(("en", NEWS[code]) for code in ("fr", "vi", "tr")),
        ("pt-br", NEWS["pt"]),
        ("nb-no", NEWS["no"]),
        ("zh-hant-tw", NEWS["zh"]),
        ("sr", NEWS["hr"]),
        ("sr-cyrl-rs", NEWS["sr"]),
        ("iw", NEWS["he"]),
        ("yi", NEWS["he"]),
        ("ja", NEWS["ja"] + " Microsoft OpenAI Tesla Nvidia Alphabet"),
        ("en", NEWS["en"] + " 北京"),
        ("tlh", NEWS["ru"]),
        ("en-dsrt", NEWS["ru"]),
        ("en", "Москва"),
        ("en", ""),
        ("en", "12345 https://www.news.example/"),
    ],
)
def test_declared_language_is_believed_where_it_can_be(declared, text):
    assert not language.contradicts(declared, text)
    assert language.resolve(declared, text) == declared


def test_undeclared_language_is_detected():
    assert language.resolve("", NEWS["it"]) == "it"
    assert language.resolve("", "Ciao") == ""


WORDS = st.sampled_from([word for text in NEWS.values() for word in text.split()])


@given(
    declared=st.text(max_size=12) | st.sampled_from(["en", "ru-ru", "zh-hant", "sr-latn", "-", ""]),
    text=st.text(max_size=300) | st.lists(st.text(max_size=5) | WORDS, max_size=60).map(" ".join),
)
def test_answer_is_a_code_or_nothing(declared, text):
    assert re.fullmatch("([a-z]{2,3})?", language.detect(text))
    assert language.resolve(declared, text) in {declared, language.detect(text)}
