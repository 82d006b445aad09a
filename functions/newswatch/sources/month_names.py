"""Names of months in the languages that feeds come in: as much of each as tells it from all others.

Genitives begin like nominatives in nearly all of them. Where two languages have one beginning for
two months (``lis`` is November in Polish and October in Croatian), the larger language has it.
"""

# English, Romance, Germanic, Finnic and Hungarian; Slavic in both scripts; Turkish, Greek, Arabic, Hebrew.
_MONTHS = (
    "jan jaa ene gen ian xan tammi janu янв јан яну січ sty led sij oca ιαν ينا ינו",
    "feb vee fev fév helmi фев лют lut úno vel şub φεβ فبر פבר",
    "mar mär maa mrt már març maalis мар бер bře ožu μαρ μάρ mac مار מרץ",
    "apr avr abr ápr huhti апр кві kwi dub tra nis απρ أبر ابر אפר",
    "may mai mag mei maj máj touko мая май мај тра kvě svi μαΐ μαϊ μάι μαι ماي מאי",
    "jun juin giu iun jún juuni kesä июн јун юни чер cze červen června lipn lipanj haz ιουν ιούν يون יונ",
    "jul juil lug iul júl juuli xul heinä июл јул юли лип lip červene červenc tem ιουλ ιούλ يول יול",
    "aug aoû aou ago elo srp авг сер sie kol ağu αυγ αύγ agu ogo أغس اغس אוג",
    "sep set sze syys сен сеп вер wrz zář ruj eyl σεπ سبت ספט",
    "oct okt out ott loka окт жов paź říj eki οκτ أكت اكت אוק",
    "nov noi noy marras ноя ное нов лис lis stu kas νοε νοέ نوف נוב",
    "dec dez dic déc des joulu дек дец гру gru pro ara δεκ ديس דצמ",
)
MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
"""From beginnings of three to seven letters, in lower case, to 1 to 12."""
NAME = r"[^\W\d_]{3,14}"
"""What can be a name of a month, for regular expressions that ignore case."""
