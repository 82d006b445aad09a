"""Words that have capitals, or stand in headlines, without being what an article is about."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from newswatch.text import words

ENGLISH = "en"
"""As which is read what nobody knows the language of."""
_LINKING = """
a an the is are was be it its he his she her they their you your we our i my to by for with at on in from
and or not but as if how why what when where who that this
"""
_HONOURS = "sir lord lady king queen prince princess pope"
_TITLES = {
    "en": """
mr mrs ms miss dr prof rep sen gov gen col lt sgt capt rev president minister senator secretary professor
ceo cfo coo cto chancellor chairman chairwoman judge coach inspector detective premier
""",
    "de": "herr frau hr fr dr prof bundeskanzler kanzler minister ministerin präsident präsidentin",
    "es": "señor señora sr sra don doña dr dra presidente presidenta ministro ministra",
    "fr": "monsieur madame mme m dr président présidente ministre",
    "it": "dottor signor signora onorevole dott presidente ministro ministra premier",
    "nl": "meneer mevrouw heer minister premier president",
    "pl": "pan pani prezydent premier minister",
    "pt": "senhor senhora sr sra dr dra dom dona presidente ministro ministra",
    "ru": "президент премьер министр господин госпожа глава",
}
_COURTESY = (
    "mr mrs ms miss herr frau hr fr señor señora sr sra monsieur madame mme signor signora meneer mevrouw"
)
_HELD = """
president minister senator secretary chancellor chairman chairwoman ceo cfo coo cto sen gov rep präsident
präsidentin kanzler bundeskanzler ministerin presidente presidenta ministro ministra président présidente
ministre prezydent президент министр глава
"""
_QUALIFYING = {
    "en": """
prime vice deputy acting interim former attorney lieutenant foreign defence defense finance interior chief
"""
}
_OFFICES = "general justice executive"
_DETERMINERS = "a an the his her their our my your this that"
_TAGS = """
column opinion editorial comment commentary analysis explainer podcast roundup recap briefing digest
newsletter interview profile obituary review preview quiz gallery pictures photos video watch listen live
latest updates deals exclusive breaking factbox timeline kommentar meinung analyse liveticker nachruf
kolumne uberblick opinión columna análisis entrevista chronique tribune entretien direct editoriale commento
intervista opinião análise мнение колонка интервью видео
"""
_DAILY = """
police polizei policía polícia polizia politie policja polis government regierung gobierno gouvernement
governo regering rząd court gericht tribunal tribunale justicia law laws gesetz ley loi legge lei president
präsident presidente président prezydent minister ministro ministre parliament parlament parlamento
parlement congreso election elections wahl wahlen elecciones élections elezioni eleição eleições company
companies unternehmen empresa empresas entreprise azienda city stadt ciudad ville città cidade country land
país pays paese people leute menschen gente gens man men mann woman women frau frauen mujer mujeres femme
donna market markets markt mercado marché mercato report bericht informe rapport official officials chief
price prices preise precios prix prezzi прокуратура полиция полиции правительство правительства суд суда
закон закона президент президента министр министра страны
"""
_COMPASS = "north south east west northern southern eastern western new"


def _folded(said: Mapping[str, str]) -> Mapping[str, AbstractSet[str]]:
    return MappingProxyType({language: frozenset(words(text)) for language, text in said.items()})


LINKING = frozenset(words(_LINKING))
"""They have capitals in headings alone: a heading is no name, as a whole."""
TITLES = _folded(_TITLES)
"""What people are called by before their names, which some write and others don't; by language."""
QUALIFYING = _folded(_QUALIFYING)
"""What stands before a title, and goes with it: ``Prime Minister``; by language."""
DETERMINERS = frozenset(words(_DETERMINERS))
OFFICES = frozenset(words(_OFFICES))
"""What is a title behind such a word alone: ``Attorney General``."""
COURTESY = frozenset(words(_COURTESY))
"""Titles of everybody: what follows is a person, who stands elsewhere by a whole name."""
HELD = frozenset(words(_HELD))
"""Titles of offices, whose holders are called by their names as well."""
HONOURS = frozenset(words(_HONOURS))
"""What is a part of names, and none by itself."""
TAGS = frozenset(words(_TAGS))
"""They say of which column an article is, before a colon."""
DAILY = frozenset(words(_DAILY))
"""What is in the news every day, in whatever language."""
COMPASS = frozenset(words(_COMPASS))
"""What is before the names of places, and makes others of them."""
AGENCIES = frozenset({("reuters",), ("afp",), ("dpa",), ("ansa",), ("efe",), ("getty",), ("getty", "images")})
"""What tells news, and shows pictures."""
