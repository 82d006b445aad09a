"""Languages by their codes and by what people call them, for articles and for queries alike."""

import difflib
import unicodedata
from functools import cache

_MODERN = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro"}  # codes that were withdrawn
# Told apart by few and not by us: what Filipino is called is Tagalog, and no detector is sure whether a
# text is Bosnian or Croatian, Bokmål or Nynorsk.
_ONE = {"bs": "hr", "fil": "tl", "nb": "no", "nn": "no", "cmn": "zh", "yue": "zh"}


def modern(code: str) -> str:
    """Return the code of a language that is used today, for one that may have been withdrawn."""
    return _MODERN.get(code, code)


def one(code: str) -> str:
    """Return the code of a language as Newswatch keeps it; some that are hardly told apart have one."""
    return _ONE.get(modern(code), modern(code))


def primary(tag: str) -> str:
    """Return the language of a tag (BCP 47), as ``one`` does: "no" for nb-NO; "" for ""."""
    return one(tag.replace("_", "-").partition("-")[0].lower())


def called(text: str) -> str | None:
    """Return the code of a language that is given as tag, as ISO 639-2 code or by name; None if unknown.

    >>> called("en-GB"), called("deu"), called("Español"), called("klingon")
    ('en', 'de', 'es', None)
    """
    names, name = _names(), _folded(text)
    return names.get(name) or names.get(primary(name))


def nearest(text: str) -> tuple[str, ...]:
    """Return the codes of languages that may be meant by what isn't one, best first.

    Many take the country for the language.
    """
    name = _folded(text)
    if spoken := _SPOKEN_IN.get(primary(name)):
        return (spoken,)
    near = difflib.get_close_matches(name[:_NAME_CHARS], _names(), n=2, cutoff=_CLOSE)
    return tuple(dict.fromkeys(_names()[known] for known in near))


# Countries whose codes are no languages'.
# fmt: off
_SPOKEN_IN = {
    "at": "de", "au": "en", "by": "be", "cl": "es", "cn": "zh", "cz": "cs", "dk": "da", "eg": "ar",
    "gb": "en", "gr": "el", "il": "he", "iq": "ar", "ir": "fa", "jp": "ja", "kp": "ko", "kz": "kk",
    "mx": "es", "nz": "en", "pe": "es", "ph": "tl", "rs": "sr", "sy": "ar", "tj": "tg", "ua": "uk",
    "us": "en", "vn": "vi",
}
# fmt: on


_NAME_CHARS = 40
_CLOSE = 0.75


@cache
def english(code: str) -> str:
    """Return what a language is called in English, by its two letters; the code where that is not known."""
    row = next((row for row in _ROWS.split("\n") if row.startswith(f"{code} ")), "")
    return next((name.replace("_", " ") for name in row.split() if name[0].isupper()), code)


@cache
def _names() -> dict[str, str]:
    """Return codes by codes and names, these in lower case without accents."""
    names: dict[str, str] = {}
    for row in _ROWS.split("\n"):
        code, *others = row.split()
        for name in (code, *others):
            names.setdefault(_folded(name.replace("_", " ")), one(code))
    return names | {old: one(new) for old, new in (_MODERN | _ONE).items()}


def _folded(text: str) -> str:
    """Return a name without case and accents, and with plain blanks."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


# ISO 639-1 code, or that which is in use where there is none; ISO 639-2 codes; names in English and in the
# language (CLDR 45), and others that are heard.
_ROWS = """\
aa aar Afar Qafar
ab abk Abkhazian Аԥсшәа
ae ave Avestan
af afr Afrikaans
ak aka Akan
am amh Amharic አማርኛ
an arg Aragonese aragonés
ar ara Arabic العربية
as asm Assamese অসমীয়া
av ava Avaric
ay aym Aymara
az aze Azerbaijani azərbaycan
ba bak Bashkir башҡорт_теле башҡорт
be bel Belarusian беларуская
bg bul Bulgarian български
bho bho Bhojpuri भोजपुरी
bi bis Bislama
bm bam Bambara bamanakan
bn ben Bengali বাংলা
bo bod tib Tibetan བོད་སྐད་
br bre Breton brezhoneg
bs bos Bosnian bosanski
ca cat Catalan català Valencian
ce che Chechen нохчийн
ceb ceb Cebuano
ch cha Chamorro
ckb ckb Sorani Central_Kurdish سۆرانی
co cos Corsican corsu
cr cre Cree
cs ces cze Czech čeština
cu chu Church_Slavic
cv chv Chuvash чӑваш
cy cym wel Welsh Cymraeg
da dan Danish dansk
de deu ger German Deutsch
dv div Divehi ދިވެހިބަސް
dz dzo Dzongkha རྫོང་ཁ
ee ewe Ewe eʋegbe
el ell gre Greek Ελληνικά Ellinika
en eng English
eo epo Esperanto
es spa Spanish español Castilian castellano
et est Estonian eesti
eu eus baq Basque euskara
fa fas per Persian فارسی Farsi Dari
ff ful Fula Pulaar Fulah
fi fin Finnish suomi
fj fij Fijian
fo fao Faroese føroyskt
fr fra fre French français
fy fry Western_Frisian Frysk Frisian
ga gle Irish Gaeilge Irish_Gaelic
gd gla Scottish_Gaelic Gàidhlig Gaelic
gl glg Galician galego
gn grn Guarani avañeẽ
gu guj Gujarati ગુજરાતી
gv glv Manx Gaelg
ha hau Hausa
haw haw Hawaiian
he heb Hebrew עברית Ivrit
hi hin Hindi हिन्दी
hmn hmn Hmong
ho hmo Hiri_Motu
hr hrv Croatian hrvatski
ht hat Haitian_Creole Kreyòl_Ayisyen Haitian
hu hun Hungarian magyar
hy hye arm Armenian հայերեն
hz her Herero
ia ina Interlingua
id ind Indonesian Indonesia bahasa_Indonesia
ie ile Interlingue
ig ibo Igbo
ii iii Sichuan_Yi ꆈꌠꉙ
ik ipk Inupiaq
io ido Ido
is isl ice Icelandic íslenska
it ita Italian italiano
iu iku Inuktitut ᐃᓄᒃᑎᑐᑦ
ja jpn Japanese 日本語 にほんご
jv jav Javanese Jawa
ka kat geo Georgian ქართული
kg kon Kongo
ki kik Kikuyu Gikuyu
kj kua Kuanyama
kk kaz Kazakh қазақ_тілі қазақ
kl kal Kalaallisut Greenlandic
km khm Khmer ខ្មែរ
kn kan Kannada ಕನ್ನಡ
ko kor Korean 한국어
kr kau Kanuri
ks kas Kashmiri کٲشُر
ku kur Kurdish Kurmanji kurdî
kv kom Komi
kw cor Cornish kernewek
ky kir Kyrgyz кыргызча Kirghiz
la lat Latin Latina
lb ltz Luxembourgish Lëtzebuergesch
lg lug Ganda Luganda
li lim Limburgan Limburgish
ln lin Lingala
lo lao Lao ລາວ
lt lit Lithuanian lietuvių
lu lub Luba-Katanga Tshiluba
lv lav Latvian latviešu
mai mai Maithili मैथिली
mg mlg Malagasy
mh mah Marshallese
mi mri mao Maori
mk mkd mac Macedonian македонски
ml mal Malayalam മലയാളം
mn mon Mongolian монгол
mr mar Marathi मराठी
ms msa may Malay Melayu bahasa_Melayu
mt mlt Maltese Malti
my mya bur Burmese မြန်မာ Myanmar
na nau Nauru
nb nob Norwegian_Bokmål norsk_bokmål Bokmål
nd nde North_Ndebele
ne nep Nepali नेपाली
ng ndo Ndonga
nl nld dut Dutch Nederlands Flemish Vlaams
nn nno Norwegian_Nynorsk norsk_nynorsk Nynorsk
no nor Norwegian norsk
nr nbl South_Ndebele
nv nav Navajo Diné_Bizaad
ny nya Nyanja Chichewa
oc oci Occitan
oj oji Ojibwa
om orm Oromo Oromoo
or ori Odia ଓଡ଼ିଆ Oriya
os oss Ossetic ирон Ossetian
pa pan Punjabi ਪੰਜਾਬੀ Panjabi
pi pli Pali
pl pol Polish polski
ps pus Pashto پښتو Pushto
pt por Portuguese português
qu que Quechua Runasimi
rm roh Romansh rumantsch
rn run Rundi Ikirundi
ro ron rum Romanian română Moldovan Moldavian
ru rus Russian русский Russkij
rw kin Kinyarwanda Ikinyarwanda
sa san Sanskrit संस्कृतम्
sc srd Sardinian sardu
sd snd Sindhi سنڌي
se sme Northern_Sami davvisámegiella Sami
sg sag Sango
sh hbs Serbo-Croatian
si sin Sinhala සිංහල Sinhalese
sk slk slo Slovak slovenčina
sl slv Slovenian slovenščina
sm smo Samoan
sn sna Shona chiShona
so som Somali Soomaali
sq sqi alb Albanian shqip
sr srp Serbian српски srpski
ss ssw Swati siSwati
st sot Southern_Sotho Sesotho Sotho
su sun Sundanese Basa_Sunda
sv swe Swedish svenska
sw swa Swahili Kiswahili
ta tam Tamil தமிழ்
te tel Telugu తెలుగు
tg tgk Tajik тоҷикӣ
th tha Thai ไทย
ti tir Tigrinya ትግርኛ
tk tuk Turkmen türkmen_dili
tl tgl Tagalog Filipino
tn tsn Tswana Setswana
to ton Tongan
tr tur Turkish Türkçe
ts tso Tsonga Xitsonga
tt tat Tatar татар
tw twi Twi
ty tah Tahitian
ug uig Uyghur ئۇيغۇرچە Uighur
uk ukr Ukrainian українська
ur urd Urdu اردو
uz uzb Uzbek o‘zbek oʻzbek
ve ven Venda Tshivenḓa
vi vie Vietnamese Tiếng_Việt
vo vol Volapük
wa wln Walloon walon
wo wol Wolof
xh xho Xhosa IsiXhosa
yi yid Yiddish ייִדיש
yo yor Yoruba Èdè_Yorùbá
za zha Zhuang Vahcuengh
zh zho chi Chinese 中文 Mandarin 汉语 漢語 普通话 華語 中国語
zu zul Zulu isiZulu"""
