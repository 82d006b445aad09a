"""Words that no article is about, in whatever text: what links others, numbers, days and months."""

from collections.abc import Set as AbstractSet
from functools import cache

from newswatch.text import words
from newswatch.usecases.small_words import ENGLISH, HONOURS, LINKING

_FUNCTION = {
    "en": """
about above according across actually after afterwards again against ago ahead all almost alone along
already also although always am amid among amongst another any anybody anyone anything anyway anywhere apart
around aside away back became because become becomes been before beforehand began begin behind being below
beneath beside besides between beyond both briefly came can cannot come comes could did do does doing done
down during each early earlier either else elsewhere enough especially even eventually ever every everybody
everyone everything everywhere except far few fewer finally former formerly forward further gave get gets
give given go goes going gone got had half has have having hence here hers herself him himself however
indeed inside instead into itself just keep kept largely last late later latter least less let like likely
long made mainly make makes making many may maybe me meanwhile merely might more moreover most mostly much
must myself namely near nearby nearly neither never nevertheless next nobody none nor nothing now nowhere of
off often once one ones only onto otherwise ought our ours ourselves out outside over own partly perhaps
previously put quite rather really recently regarding said same saw say saying says see seem seemed seems
seen several shall should since so some somebody somehow someone something sometimes somewhat somewhere soon
still such take taken takes than them themselves then there thereby therefore these thing things those
though through throughout thus together told too took toward towards under underneath unless unlike until
unto up upon us used usually very via want was way went were whatever whenever whereas wherever whether
which whichever while whilst whoever whole whom whose will within without would yet yours yourself despite
versus per ate began bought broke brought built caught chose drew drove fell felt flew found grew heard held
hid knew laid lay led left lit lost meant met paid ran rang rode rose sang sat sent slept sold spent spoke
stood swam taught tell tells think thinks thought threw told understood woke won wore wrote
""",
    "de": """
aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bereits bis
bisher da dabei dadurch dafür dagegen daher damit danach daneben dann daran darauf daraus darin darum
darunter das dass davon davor dazu dein dem den denn dennoch der deren des deshalb dessen desto die dies
diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines einige einmal er erst
erst es etwa etwas euch euer für ganz gar gegen gegenüber gerade gern gibt habe haben hat hatte hatten hier
hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer immer in infolge innerhalb ins ist jede jedem jeden
jeder jedes jedoch jemand jene jetzt kann kaum kein keine keinem keinen keiner können könnte lange laut man
manche mehr mein mich mir mit möchte muss müssen nach nachdem neben nein nicht nichts nie niemand noch nun
nur ob oben obwohl oder oft ohne per schon sehr sei seien sein seine seinem seinen seiner seit selbst sich
sie sind so sogar solche soll sollen sollte sondern sonst soweit sowie statt trotz über um und uns unser
unter viel viele vom von vor vorher während wann war waren warum was weder wegen weil weiter welche wenig
wenn wer werde werden wie wieder will wir wird wo wohl wollen wurde wurden würde zu zudem zum zur zwar
zwischen
""",
    "es": """
a al algo alguien alguna algunas alguno algunos ante antes apenas aquel aquella aquello aquí así aún aunque
bajo bastante bien cada casi como con contra cual cuales cualquier cuando cuanto cuya cuyo de del demás
desde después detrás donde dos durante e el él ella ellas ellos en encima entonces entre era eran es esa
esas ese eso esos esta está están estas este esto estos fue fueron fuera ha haber había han hacia hasta hay
he incluso jamás junto la las le les lo los luego más me mediante menos mi mientras mis mismo mucha mucho
muchos muy nada nadie ni ningún ninguna no nos nosotros nuestra nuestro nunca o os otra otras otro otros
para pero poco por porque pronto pues que qué quien quienes quizá salvo se sea según ser será si sí sido
siempre sin sino sobre solo sólo son su sus tal también tampoco tan tanto te tras tu tus un una unas uno
unos usted ya yo
""",
    "fr": """
à afin ainsi alors après assez au aucun aucune aujourd auprès aussi autant autour autre autres aux avait
avant avec avoir beaucoup bien car ce ceci cela celle celles celui cependant ces cet cette ceux chaque chez
comme comment contre d dans de déjà depuis derrière des désormais dès deux devant doit donc dont du durant
elle elles en encore enfin ensuite entre envers est et étaient était été être eu eux fait font fut grâce
hors ici il ils jamais je jusqu jusque l la laquelle le lequel les lesquels leur leurs loin lors lorsque lui
ma mais malgré me même mêmes mes mieux moi moins mon ne ni non nos notre nous on ont or ou où outre par
parce parfois parmi pas pendant peu peut plus plusieurs plutôt pour pourquoi pourtant près presque puis
puisque qu quand que quel quelle quelque quelques qui quoi rien sa sans sauf se selon sera ses seulement si
sinon soit son sont sous souvent sur surtout tandis tant tard tel telle tôt toujours tous tout toute toutes
très trop tu un une vers voici voilà vos votre vous
""",
    "it": """
a accanto ad adesso agli ai al alcune alcuni alla alle allo allora altra altre altri altro ancora anche anzi
appena attraverso avanti aveva avere ben bene che chi ci ciascuno ciò circa come con contro cosa così cui da
dagli dai dal dalla dalle davanti degli dei del della delle dello dentro di dietro dopo dove dunque durante
e ecco ed è entro era erano essere fa fino fra fuori già gli grazie ha hanno i il in infatti inoltre insieme
intanto invece io la le lei li lo loro lui lungo ma mai male me meglio meno mentre mi mia mio molta molte
molti molto ne nei nel nella nelle nemmeno neppure nessun nessuna nessuno niente noi non nostra nostro nulla
o ogni oltre oppure ora per perché però più poco poi presso prima proprio pure qua quale quali qualche
qualcosa qualcuno quando quanto quasi quella quelle quelli quello questa queste questi questo qui quindi
sarà se sé sempre senza si sia sono sopra sotto sta stata stati stato su sua sue sugli sui sul sulla suo
suoi tale tanto te ti tra troppo tu tua tuo tutta tutte tutti tutto un una uno verso vi via vicino voi
""",
    "pt": """
a à abaixo acima agora ainda além algo alguém algum alguma alguns ali ante antes ao aos apenas apesar após
aquela aquele aquilo aqui as às assim até atrás através bem cada com como conforme contra contudo cuja cujo
da daquele das de debaixo dela dele deles dentro depois desde dessa desse desta deste do dos durante e é ela
elas ele eles em embora enquanto entre era essa esse esta está estão este eu foi foram fora havia isso isto
já jamais junto lá lhe logo longe mais mas me mediante menos mesma mesmo meu minha muita muito muitos na
nada não nas nem nenhum nenhuma nessa nesse nesta neste ninguém no nos nós nossa nosso num numa nunca o onde
os ou outra outras outro outros para pela pelas pelo pelos per perante perto pois por porém porque portanto
pouco qual quais qualquer quando quanto quase que quem são se segundo seja sem sempre sendo ser será seu
seus si sido sob sobre sua suas também tanto tão tem tem tinha toda todas todo todos tudo um uma umas uns
você
""",
    "nl": """
aan achter af al aldus alle alleen alles als altijd ander andere anders beide beneden bij bijna binnen boven
buiten daar daarna daarom dan dat de deze die dit doch door dus echter een eens elk elke en enkele er erg
ergens even geen haar had hadden heb hebben heeft hem hen het hier hij hoe hoewel hun iemand iets ieder
iedere ik in is ja je jou jouw jullie kan kon kunnen langs later maar me meer men met mij mijn misschien
moet moeten na naar naast nadat net niemand niet niets noch nog nooit nou nu of om omdat onder ondanks
ongeveer ons onze ook op over pas reeds rond samen sinds soms steeds te tegen tegenover tenzij terwijl
tijdens toch toen tot totdat tussen uit van vanaf vanwege veel via volgens voor vooral voordat waar waarom
wanneer waren was wat weer wel welke werd werden wie wij wil worden wordt zal ze zeer zei zelf zich zij zijn
zo zoals zonder zou zouden
""",
    "pl": """
a aby albo ale ani aż bardzo bez będzie bo bowiem był była było były być chociaż choć ci co coś czego czy
czyli dla dlaczego dlatego do dopiero gdy gdyby gdzie go i ich ile im inne inny iż ja jak jako jakie jednak
jego jej jest jeszcze jeśli jeżeli już kiedy kilka kto ktoś która które którego której który których którzy
ku lecz lub ma mają mi między mimo mnie może można mój my na nad nadal nam nas nasz nawet nic nich nie niej
nigdy nim niż no o obok od około on ona one oni ono oraz po pod podczas ponad ponieważ potem poza prawie
przeciw przed przez przy raz również sam się są skąd sobie swoje swój ta tak także tam te tego tej ten też
to tu tuż twój ty tych tylko tym u w wam was wasz wasza we wśród wszyscy wszystko wtedy więc wiele z za
zawsze ze znów że żeby
""",
    "ru": """
а без более больше будет будто бы был была были было быть в вам вас ведь весь во вокруг вот впрочем все
всегда всего всех всю всё вы где да даже два для до должен другие другой его ее ей ему если есть еще ещё же
за затем зачем здесь и из изза или им иногда их к каждый как какая какой когда конечно которая которого
которой которые который которых кроме кто куда ли либо лишь между меня мне много может можно мой мы на над
надо накануне наконец нас наш не него нее ней нельзя нет неё ни нибудь никогда ним них ничего но ну о об
однако около он она они оно от очень перед по под после потом потому почему почти при про просто против раз
разве рядом с сам сама самый свое свои своих свой себе себя сегодня сейчас скоро со совсем среди так также
такая такие такой там те тем теперь то тогда того тоже той только том тот три ту тут ты у уже хоть хотя чего
чем через что чтоб чтобы чуть эта эти этим этих это этого этой этом этот эту я
""",
    "sv": """
alla allt att av bara bland blev bli blir bort bredvid både de dem den denna deras dess dessa det detta dig
din du där därför då efter eftersom ej eller en enligt er ett flera från för före förutom genom ha hade han
hans har hellre henne hennes hon honom hos hur här i ingen inget innan inne inom inte inför ju kan kring
kunde man med medan mellan men mer mig min mot mycket måste ni nog nu när någon något några och också om oss
på redan samma sedan sig sin sina sitt ska skulle som så sådan till trots under upp ur ut utan utanför vad
var varför vara varit vem vi vid vilka vilken vill är än ännu åt över
""",
    "da": """
iblandt imellem indenfor udenfor
og af at aldrig blev bliver da den der deres det dog efter ej eller end er et for fra før gennem ham har
hende hun hvad hvem hver hvis hvor hvordan hvorfor ikke ind ingen jeg jer kun lige med mellem men mens mig
mod må ned noget nogle når også omkring os over på selv sig siden skal skulle som således thi uden under ved
vil ville være været ble etter fordi gjennom hos hvilken imot ja kunne meg mellom mitt noe noen nå opp oss
seg siden slik uten
""",
}
_NUMBERS = {
    "en": """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand
thousands million millions billion billions trillion trillions dozen dozens half quarter first second third
fourth fifth sixth seventh eighth ninth tenth once twice percent
""",
    "de": """
null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn
siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert hunderte
tausend tausende million millionen milliarde milliarden dutzend dutzende hälfte erste ersten zweite zweiten
dritte dritten prozent
""",
    "es": """
cero dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta
cincuenta sesenta setenta ochenta noventa cien ciento cientos mil miles millón millones primer primera
primero segunda segundo tercer tercera tercero mitad
""",
    "fr": """
zéro deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente
quarante cinquante soixante cent cents mille million millions milliard milliards dizaine dizaines centaine
centaines millier milliers premier première second seconde deuxième troisième moitié
""",
    "it": """
zero due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici
venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento centinaia mille mila migliaia
milione milioni miliardo miliardi primo prima secondo seconda terzo terza metà decine
""",
    "pt": """
zero dois duas três quatro cinco seis sete oito nove dez onze doze treze quatorze catorze quinze dezesseis
vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento centenas mil milhares milhão
milhões bilhão bilhões primeira primeiro segunda segundo terceira terceiro metade dezenas
""",
    "nl": """
nul twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien twintig dertig
veertig vijftig zestig zeventig tachtig negentig honderd honderden duizend duizenden miljoen miljoenen
miljard miljarden eerste tweede derde helft procent tientallen
""",
    "pl": """
zero jeden jedna dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście
piętnaście dwadzieścia trzydzieści czterdzieści pięćdziesiąt sto setki tysiąc tysiące tysięcy milion miliony
milionów miliard miliardów pierwszy pierwsza drugi druga trzeci trzecia połowa procent
""",
    "ru": """
ноль один одна два две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать пятнадцать
двадцать тридцать сорок пятьдесят сто сотни тысяча тысячи тысяч миллион миллиона миллионов миллиард
миллиарда миллиардов первый первая первое второй вторая третий третья половина процент процента процентов
""",
    "sv": """
noll två tre fyra fem sex sju åtta nio tio elva tolv tjugo trettio fyrtio femtio hundra hundratals tusen
tusentals miljon miljoner miljard miljarder första andra tredje hälften procent
""",
    "da": """
to fire seks syv sju otte åtte ni ti ellevede elleve tolv tyve femti halvtreds hundrede hundre tusind
million millioner milliard milliarder første anden tredje halvdelen prosent
""",
}
_TIMES = {
    "en": """
monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
saturdays sundays january february march april may june july august september october november december jan
feb mar apr jun jul aug sept oct nov dec mon tue tues wed thu thurs fri sat sun today tonight tomorrow
yesterday morning afternoon evening night midnight noon day days daily week weeks weekly weekend month
months monthly year years yearly annual decade decades hour hours minute minutes moment time times
""",
    "de": """
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montags januar jänner februar märz
april mai juni juli august september oktober november dezember heute gestern morgen vorgestern übermorgen
abend nacht mittag vormittag nachmittag tag tage tagen woche wochen wochenende monat monate monaten jahr
jahre jahren stunde stunden minuten uhr zeit
""",
    "es": """
lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto
septiembre setiembre octubre noviembre diciembre hoy ayer mañana anoche tarde noche día días semana semanas
mes meses año años hora horas minutos vez veces
""",
    "fr": """
lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août
septembre octobre novembre décembre aujourd hier demain matin soir nuit jour jours semaine semaines mois an
ans année années heure heures minutes fois
""",
    "it": """
lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio
agosto settembre ottobre novembre dicembre oggi ieri domani mattina sera notte giorno giorni settimana
settimane mese mesi anno anni ora ore minuti volta volte
""",
    "pt": """
segunda terça quarta quinta sexta feira sábado domingo janeiro fevereiro março abril maio junho julho agosto
setembro outubro novembro dezembro hoje ontem amanhã manhã tarde noite dia dias semana semanas mês meses ano
anos hora horas minutos vez vezes
""",
    "nl": """
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli
augustus september oktober november december vandaag gisteren morgen avond nacht middag dag dagen week weken
maand maanden jaar jaren uur minuten keer
""",
    "pl": """
poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę stycznia lutego marca
kwietnia maja czerwca lipca sierpnia września października listopada grudnia styczeń luty marzec kwiecień
maj czerwiec lipiec sierpień wrzesień październik listopad grudzień dziś dzisiaj wczoraj jutro dzień dni
tydzień tygodnie miesiąc rok roku lat lata godzina godzin
""",
    "ru": """
понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье января февраля марта
апреля мая июня июля августа сентября октября ноября декабря январь февраль март апрель май июнь июль август
сентябрь октябрь ноябрь декабрь сегодня вчера завтра утром вечером ночью день дня дней неделя неделю недели
месяц месяца год года году лет час часа часов минут
""",
    "sv": """
måndag tisdag onsdag torsdag fredag lördag söndag januari februari mars april maj juni juli augusti
september oktober november december idag igår imorgon kväll natt dag dagar vecka veckor månad månader år
timme timmar
""",
    "da": """
mandag tirsdag lørdag søndag januar februar marts juni juli august desember dage uge uger måned måneder time
timer aften nat uke uker måneder kveld
""",
}
_AS = {"no": "da"}
"""Languages whose small words are listed with those of another."""


@cache
def numbers(language: str) -> AbstractSet[str]:
    """Return the words of numbers, of a language and of English."""
    return frozenset(words(f"{_NUMBERS.get(_AS.get(language, language), '')} {_NUMBERS[ENGLISH]}"))


@cache
def linking(language: str) -> AbstractSet[str]:
    """Return the words of a language that link others; some of them are names with a capital: ``May``."""
    return LINKING | frozenset(words(_FUNCTION.get(_AS.get(language, language) or ENGLISH, "")))


@cache
def small(language: str) -> AbstractSet[str]:
    """Return the words of no subject in a language, and in English: what links others, numbers, days, months.

    Args:
        language: of which no words are known, these are those of all: ``fire`` is four to Danes alone.
    """
    known = (_FUNCTION, _NUMBERS, _TIMES)
    language = _AS.get(language, language)
    of = {language, ENGLISH} if language in _FUNCTION else _FUNCTION.keys()
    return LINKING | HONOURS | frozenset(words(" ".join(each[one] for each in known for one in of)))
