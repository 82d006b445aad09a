"""Words that have capitals, or stand in headlines, without being what an article is about."""

from newswatch.text import words

_LINKING = """
a an the is are was be it its he his she her they their you your we our i my to by for with at on in from
and or not but as if how why what when where who that this
"""
_NUMBERS = """
two three four five six seven eight nine ten hundred thousand million billion trillion per percent amid
despite versus via
"""
_HONOURS = "sir lord lady king queen prince princess pope"
_TITLES = """
mr mrs ms miss dr prof rep sen gov gen col lt sgt capt rev st president minister senator secretary
professor ceo cfo coo cto chancellor chairman chairwoman judge coach inspector detective premier herr
frau hr fr señor señora sr sra don doña presidente presidenta ministro ministra dottor signor onorevole
monsieur madame mme président présidente ministre meneer mevrouw heer pan pani prezydent президент
премьер министр господин госпожа глава
"""
_TAGS = """
column opinion editorial comment commentary analysis explainer podcast roundup recap briefing digest
newsletter interview profile obituary review preview quiz gallery pictures photos video watch listen live
latest updates deals exclusive breaking factbox timeline kommentar meinung analyse liveticker nachruf
kolumne uberblick opinión columna análisis entrevista chronique tribune entretien direct editoriale
commento intervista opinião análise мнение колонка интервью видео
"""
_COMPASS = "north south east west northern southern eastern western new"

LINKING = frozenset(words(_LINKING))
"""They have capitals in headings alone: a heading is no name, as a whole."""
TITLES = frozenset(words(_TITLES))
"""What people are called by before their names, which some write and others don't."""
HONOURS = frozenset(words(_HONOURS))
"""What is a part of names, and none by itself."""
NOTHING = LINKING | TITLES | HONOURS | frozenset(words(_NUMBERS))
"""What nothing is about, by itself or side by side with another word."""
TAGS = frozenset(words(_TAGS))
"""They say of which column an article is, before a colon."""
COMPASS = frozenset(words(_COMPASS))
"""What is before the names of places, and makes others of them."""
AGENCIES = frozenset({("reuters",), ("afp",), ("dpa",), ("ansa",), ("efe",), ("getty",), ("getty", "images")})
"""What tells news, and shows pictures."""
