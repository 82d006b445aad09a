"""What servers, publishing systems and gatekeepers write on pages that are not articles, by kind.

Three forms. *Titles* must be all that a title says beside the site's name. *Phrases* mark
the sentence that they stand in. *Words* are the closed vocabulary of error pages: "Sorry, the page
you requested could not be found" has a verdict ("could not be found") and no word that such
pages don't have, while a headline about an error always names something else.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What stands in place of an article; the value says so to a person."""

    ERROR = "The page shows an error message."
    LOGIN = "The page asks readers to log in."
    SUBSCRIBE = "The page asks readers to subscribe."
    BLOCKER = "The page asks readers to turn off their ad blocker."
    CONSENT = "The page asks for consent to cookies first."
    SCRIPT = "The page shows its text only to browsers that run JavaScript."
    CHALLENGE = "The page checks whether its reader is human."
    BUSY = "The site says that it was asked too often."
    REGION = "The page is not shown in this region."
    AGE = "The page asks how old its readers are."
    APP = "The page asks readers to open it in an app."
    REDIRECT = "The page only sends its readers on to another one."
    PARKED = "There is no site at this address."
    SERVER = "The page is what a server shows when it has no site to show."
    DOCUMENT = "The page only shows a document in a viewer."
    VIDEO = "The page is a video."
    FRONT = "The link leads to the site’s front page."
    LIST = "This is a list of articles, not an article."


PASSING = frozenset({Kind.ERROR, Kind.SCRIPT, Kind.CHALLENGE, Kind.BUSY, Kind.SERVER})
"""Where a later read may well find the article."""


def _set(*texts: str) -> frozenset[str]:
    return frozenset(" ".join(texts).split())


# fmt: off
# --- Errors ----------------------------------------------------------------------
# Words as re's \w+ finds them in lower case: "can't" is "can t".

CODES = frozenset({"400", "401", "402", "403", "404", "405", "406", "408", "410", "418", "429", "451",
    "500",
                   "501", "502", "503", "504", "520", "521", "522", "523", "524", "525", "526", "530"})
NOUNS = _set(
    "page pages article story content url link address document file resource post site website webpage"
    " seite artikel inhalt beitrag dokument datei adresse webseite website internetseite"
    " page article contenu document adresse lien página pagina articulo artículo artigo contenido conteúdo"
    " documento enlace dirección direccion noticia notícia articolo contenuto indirizzo notizia"
    " webpagina bericht strona strony stronę artykuł artykułu materiał stránka stránku stránky článek"
    " článku"
    " sidan sidor siden side artikkelen artikeln artiklen artikkeli sivua sivu sivun juttua"
    " страница страницу страницы статья статью материал сторінка сторінку сторінки стаття"
    " σελίδα άρθρο sayfa sayfayı sayfaya haber haberi içerik pagina paginii articolul oldal oldalt cikk"
    " cikket"
    " الصفحة صفحة المقال المحتوى הדף העמוד דף עמוד הכתבה halaman laman artikel berita trang bài viết"
)
VERDICTS = (
    # English
    *("not found", "be found", "t find", "cannot find", "not find", "unable to find", "notfound",
      "nothing found"),
    *("t exist", "not exist", "no longer exists", "no longer exist", "no longer available", "t available"),
    *("not available", "unavailable", "been removed", "been deleted", "been moved", "page moved",
      "has expired"),
    *("is missing", "missing page", "page missing", "broken link", "dead link", "invalid url", "is gone"),
    *("went wrong", "gone wrong", "goes wrong", "error occurred", "an error has occurred",
      "unexpected error"),
    *("server error", "internal error", "application error", "error page", "page error", "bad gateway"),
    *("technical error", "system error", "fatal error", "bad request", "gateway timeout"),
    *("gateway time out", "timed out", "request timeout", "connection timeout", "forbidden",
      "access denied"),
    *("permission denied", "access forbidden", "access restricted", "t have permission",
      "not have permission"),
    *("t have access", "not have access", "unauthorized", "unauthorised", "not authorized",
      "not authorised"),
    *("technical difficulties", "technical problems", "technical issues", "experiencing difficulties"),
    *("maintenance mode", "under maintenance", "scheduled maintenance", "down for maintenance",
      "be right back"),
    *("undergoing maintenance", "site maintenance", "planned maintenance", "be back soon",
      "back shortly", "be back shortly"),
    *("temporarily down", "temporarily offline", "is down", "is offline", "t be displayed",
      "not be displayed"),
    *("t be reached", "not be reached", "lost your way", "re lost", "got lost", "could not load",
      "t load", "failed to load"),
    *("unable to load", "not be loaded", "request could not be", "can t be loaded", "not accessible",
      "an error"),
    # German, Dutch, Scandinavian, Finnish
    *("nicht gefunden", "nicht finden", "existiert nicht", "nicht existiert", "gibt es nicht",
      "nicht vorhanden"),
    *("existiert leider nicht", "leider nicht gefunden", "nicht mehr verfügbar", "nicht verfügbar",
      "nicht erreichbar"),
    *("nicht mehr vorhanden", "nicht auffindbar", "wurde gelöscht", "wurde entfernt", "wurde verschoben"),
    *("schiefgelaufen", "schief gelaufen", "schief gegangen", "schiefgegangen", "fehler aufgetreten",
      "ist ein fehler"),
    *("fehlerseite", "serverfehler", "zugriff verweigert", "zugriff verboten", "wartungsarbeiten",
      "wartungsmodus"),
    *("technische störung", "technischer fehler", "technische probleme", "kein zugriff",
      "keine berechtigung"),
    *("niet gevonden", "niet vinden", "bestaat niet", "niet meer beschikbaar", "niet beschikbaar",
      "niet bestaat"),
    *("ging iets mis", "is iets misgegaan", "iets fout", "fout opgetreden", "toegang geweigerd",
      "geen toegang", "onderhoud"),
    *("hittades inte", "kunde inte hittas", "kan inte hittas", "hittades ej", "hittar inte",
      "finns inte", "inte hitta", "gick fel", "fel uppstod"),
    *("ikke funnet", "ble ikke funnet", "finnes ikke", "finner ikke", "fant ikke", "ikke fundet",
      "blev ikke fundet"),
    *("findes ikke", "fandt ikke", "kan ikke findes", "kunne ikke findes", "eksisterer ikke", "gik galt",
      "gikk galt"),
    *("ikke tilgjengelig", "ikke tilgængelig", "inte tillgänglig", "noe gikk galt", "noget gik galt",
      "något gick fel"),
    *("ei löydy", "ei löytynyt", "ei löydetty", "ei ole olemassa", "meni pieleen", "meni vikaan", "virhe"),
    # French, Spanish, Portuguese, Italian, Romanian
    *("introuvable", "non trouvée", "non trouvé", "n existe pas", "n existe plus", "pas été trouvée",
      "pas été trouvé"),
    *("pas trouvée", "plus disponible", "pas disponible", "indisponible", "a été supprimée",
      "a été supprimé"),
    *("une erreur", "erreur serveur", "erreur interne", "accès refusé", "accès interdit",
      "en maintenance", "inaccessible"),
    *("page d erreur", "mal passé", "a été déplacée", "erreur est survenue", "erreur s est produite"),
    *("no encontrada", "no encontrado", "no existe", "ya no existe", "no se encuentra",
      "no se ha encontrado"),
    *("no se encontró", "no se ha podido encontrar", "no se pudo encontrar", "no disponible",
      "ya no está disponible"),
    *("no está disponible", "no hemos encontrado", "no encontramos", "algo salió mal",
      "algo ha salido mal"),
    *("algo ha ido mal", "ha ocurrido un error", "se ha producido un error", "error interno",
      "error del servidor"),
    *("acceso denegado", "acceso prohibido", "en mantenimiento", "no podemos encontrar", "página de error"),
    *("não encontrada", "não encontrado", "não existe", "não foi encontrada", "não foi encontrado",
      "não está disponível"),
    *("não foi possível encontrar", "não encontramos", "indisponível", "não disponível",
      "algo deu errado", "algo correu mal"),
    *("ocorreu um erro", "erro interno", "erro no servidor", "acesso negado", "em manutenção",
      "deixou de existir"),
    *("non trovata", "non trovato", "non esiste", "non è stata trovata", "non è stato trovato",
      "non disponibile"),
    *("non è disponibile", "non è più disponibile", "qualcosa è andato storto", "andato storto",
      "si è verificato un errore"),
    *("errore interno", "errore del server", "accesso negato", "in manutenzione", "inesistente",
      "non siamo riusciti a trovare"),
    *("nu a fost găsită", "nu a fost gasita", "nu a fost găsit", "nu există", "nu exista", "negăsită",
      "inexistentă", "acces interzis"),
    *("nu am găsit", "nu este disponibilă", "eroare internă", "acces refuzat", "în mentenanță"),
    # Slavic, Baltic, Hungarian, Greek, Turkish
    *("nie znaleziono", "nie została znaleziona", "nie istnieje", "nie została odnaleziona",
      "niedostępna", "niedostępny", "nie można znaleźć"),
    *("nie odnaleziono", "nie znaleźliśmy", "nie udało się znaleźć", "błąd serwera", "wystąpił błąd",
      "odmowa dostępu", "brak dostępu", "poszło nie tak"),
    *("nenalezena", "nebyla nalezena", "nebyl nalezen", "neexistuje", "nenalezeno", "nelze najít",
      "není dostupná", "nenašli"),
    *("nastala chyba", "došlo k chybě", "chyba serveru", "přístup odepřen", "přístup zamítnut",
      "nenájdená", "nebola nájdená", "sa nenašla"),
    *("не найдена", "не найден", "не найдено", "не существует", "не нашли", "не удалось найти",
      "не нашлась", "недоступна", "недоступен"),
    *("была удалена", "страница удалена", "произошла ошибка", "ошибка сервера", "что то пошло не так",
      "доступ запрещен"),
    *("доступ запрещён", "доступ ограничен", "технические работы", "ведутся работы", "ошибка",
      "нет такой страницы"),
    *("не знайдено", "не знайдена", "не існує", "не вдалося знайти", "недоступна", "сталася помилка",
      "виникла помилка", "доступ заборонено", "щось пішло не так"),
    *("nije pronađena", "nije pronađen", "ne postoji", "ne obstaja", "ni bila najdena", "не е намерена",
      "не съществува", "не постоји", "није пронађена"),
    *("nem található", "nem létezik", "nem elérhető", "nem érhető el", "hiba történt",
      "hozzáférés megtagadva", "karbantartás"),
    *("δεν βρέθηκε", "δεν υπάρχει", "δε βρέθηκε", "δεν είναι διαθέσιμη", "παρουσιάστηκε σφάλμα",
      "κάτι πήγε στραβά", "απαγορεύεται η πρόσβαση"),
    *("bulunamadı", "bulunamıyor", "mevcut değil", "artık mevcut değil", "bir hata oluştu",
      "hata oluştu", "yanlış gitti", "erişim engellendi", "ters gitti"),
    # Semitic, South-East Asia with spaces
    *("غير موجودة", "غير موجود", "لم يتم العثور", "غير متاحة", "غير متاح", "غير متوفرة",
      "لا يمكن العثور", "حدث خطأ", "تم رفض الوصول"),
    *("לא נמצא", "לא נמצאה", "לא קיים", "לא קיימת", "אינו קיים", "אינה קיימת", "אינו זמין",
      "אירעה שגיאה", "שגיאה", "הגישה נדחתה"),
    *("یافت نشد", "پیدا نشد", "وجود ندارد", "tidak ditemukan", "tidak dapat ditemukan", "tidak tersedia",
      "tidak ada", "tidak wujud"),
    *("terjadi kesalahan", "akses ditolak", "không tìm thấy", "không tồn tại", "không có sẵn",
      "đã xảy ra lỗi", "từ chối truy cập"),
    *("hindi natagpuan", "hindi nahanap", "haipatikani", "haikupatikana"),
)
WORDS = NOUNS | CODES | _set(
    # English
    "the a an this that these those it its you your we our us i m my me s t re ll ve d and or but if so"
    " as of on in at by"
    " for from with to into here there where what which who again please try later check go back return"
    " home homepage"
    " sorry oops ops ooops whoops woops oh no uh hmm yikes dang ouch well unfortunately apologies"
    " apologize apologise"
    " inconvenience requested request requests requesting looking look searching search searched were"
    " was are is be been"
    " being has have had may might could couldn cannot can don do does doesn did didn isn wasn not"
    " longer exist exists"
    " existed found find finding seems seem appears appear any anymore moved move deleted removed"
    " renamed changed expired"
    " broken incorrect incorrectly wrong wrongly typed type mistyped spelled misspelled spelling"
    " entered enter outdated"
    " old out date temporarily temporary permanently available unavailable currently moment access"
    " accessing accessed"
    " restricted permission permissions denied forbidden unauthorized unauthorised authorized"
    " authorised code codes"
    " error errors status http https www notfound web trouble problem problems issue issues technical"
    " difficulties"
    " experiencing something someone went gone goes internal application system fatal runtime bad"
    " gateway timeout time"
    " timed connection database service server servers under undergoing maintenance scheduled planned"
    " performing"
    " perform some mode offline be soon shortly right down while working fix fixing fixed hard team"
    " notified"
    " administrator webmaster contact use using menu navigation above below click clicked following"
    " links visit browse"
    " latest front main let help re-try retry reload refresh invalid missing dead lost way got getting"
    " follow followed"
    " unable failed load loaded loading displayed display reached trying tried view viewing reach want"
    " wanted get"
    " must should will would perhaps maybe because reason reasons when one more information support"
    " unexpected unknown occurred occur happened process processing handle handled complete completed"
    " your browser"
    " everything all about now than temporarily minutes few bar typo correct made make sure double"
    " doesn nothing nowhere"
    # German, Dutch
    " der die das den dem des ein eine einen einer sie wir ihr ihre ihrer unsere unser uns ich es ist"
    " sind war wurde"
    " wurden werden wird konnte konnten kann können leider nicht mehr und oder von auf zu zur zum im in"
    " bei mit nach für"
    " hier gibt dass angeforderte angeforderten angegebene gewünschte gesuchte gesuchten aufgerufene"
    " suchen suche gesucht"
    " gefunden finden existiert existieren vorhanden verfügbar erreichbar auffindbar entfernt gelöscht"
    " verschoben"
    " umbenannt fehler fehlerseite serverfehler aufgetreten etwas schiefgelaufen schief gelaufen gegangen"
    " schiefgegangen hoppla ups huch entschuldigung tut leid bitte versuchen später erneut noch einmal"
    " überprüfen prüfen"
    " startseite zurück zugriff verweigert verboten wartungsarbeiten wartungsmodus wartung technische"
    " technischer störung probleme"
    " kein keine berechtigung möglicherweise vielleicht veraltet falsch haben hat unter dieser diese"
    " dieses link url sich aufrufen"
    " de het een deze dit die je u uw wij we ons niet meer gevonden vinden bestaat beschikbaar helaas"
    " opgevraagde gezochte"
    " zoekt zoek zocht gezocht kan kon kunnen werd is iets mis misgegaan ging fout opgetreden probeer"
    " later opnieuw terug naar"
    " toegang geweigerd geen onderhoud sorry er worden verwijderd verplaatst bent op waar naar"
    # Scandinavian, Finnish
    " inte ej hittades hittas hitta hittar finns kunde kan tyvärr du söker sökte efter den det som vi"
    " kunne ikke funnet"
    " fundet finnes findes finner finde fant fandt eksisterer dessverre desværre leter etter leder"
    " beklager noe noget något gick gikk"
    " gik fel galt uppstod ett et en ei för att har blitt blivit blevet tilgjengelig tilgængelig"
    " tillgänglig oj ojdå ups här på"
    " er blev ble är var til til baka startsidan forsiden prøv igen igjen försök igen senare senere"
    " löydy löytynyt löydetty ole"
    " olemassa hakemaasi etsimääsi pyydettyä valitettavasti jokin meni pieleen vikaan virhe hups sivustolla"
    # French
    " le la les l un une des du de d cette ce cet vous nous votre notre que qu est sont n ne pas plus a"
    " à au aux été pu être"
    " et ou en sur dans par pour demandée demandé demandez recherchée recherché recherchez cherchez"
    " existe introuvable"
    " trouvée trouvé trouver disponible indisponible supprimée supprimé déplacée déplacé désolé désolés"
    " erreur serveur interne"
    " survenue produite accès refusé interdit maintenance inaccessible oups mal passé semble peut"
    " malheureusement avons"
    " veuillez réessayer tard vérifier retour retourner accueil quelque chose s est y il elle sera qui"
    " web site lien consulter"
    # Spanish, Portuguese
    " el los las lo que se en no ha han hemos sido está estás es esta este ese esa tu su sus por del al"
    " o y con para pero podido pudo"
    " puede podemos encontrar encontrada encontrado encontró encuentra encontramos existe ya disponible"
    " lo sentimos sentimos"
    " busca buscas buscando solicitada solicitado solicitas vaya ups eliminada eliminado movida movido"
    " haber error interno servidor"
    " producido ocurrido algo salió salido ido mal acceso denegado prohibido mantenimiento inicio"
    " volver vuelve inténtelo"
    " inténtalo más tarde web buscabas siento parece o a os as um uma não foi foram ser pode você está"
    " procurando procura"
    " buscou solicitada solicitou encontrada encontrado possível existe mais disponível indisponível"
    " desculpe lamentamos"
    " ocorreu erro deu errado correu acesso negado manutenção tente novamente voltar início deixou"
    " existir ou da na no"
    " removida removido movida que esse essa este esta seu sua ops"
    # Italian, Romanian
    " il lo la le gli un una di che non è e è stata stato più si siamo riusciti trovare trovata trovato"
    " esiste disponibile"
    " richiesta richiesto cercata cercato cerchi cercando stai cercavi ci dispiace spiacenti siamo"
    " qualcosa andato storto"
    " verificato errore accesso negato vietato manutenzione inesistente rimossa rimosso spostata"
    " spostato potrebbe essere"
    " stata torna alla home riprova tardi nu a fost găsită găsit gasita găsi există exista care o"
    " căutați cautati căutată"
    " cerută solicitată ne pare rău eroare internă mai este disponibilă acces interzis refuzat am pe"
    " sau din ați accesat"
    " negăsită inexistentă în mentenanță"
    # Polish, Czech, Slovak, South Slavic, Hungarian
    " nie znaleziono odnaleziono została został znaleziona odnaleziona znaleźć znaleźliśmy istnieje"
    " można udało się szukasz"
    " szukana żądana podana podany ta ten ty przepraszamy niestety której którego o tej adresie błąd"
    " błędu serwera wystąpił"
    " odmowa brak dostępu coś poszło tak niedostępna niedostępny usunięta przeniesiona ups jest lub być"
    " może dostępna już pod tym adresem"
    " nenalezena nebyla nalezena nebyl nalezen nenalezeno neexistuje nelze najít není dostupná nenašli"
    " hledaná hledanou"
    " požadovaná požadovanou tato omlouváme bohužel nastala došlo k chybě chyba serveru přístup odepřen"
    " zamítnut jsme"
    " kterou hledáte vámi zadaná nenájdená nebola nájdená sa nenašla je ne nije pronađena pronađen"
    " postoji tražena"
    " stranica stranicu koju tražite ova stran ni bila najdena obstaja az a nem található létezik"
    " elérhető érhető el keresett kért hiba"
    " történt hozzáférés megtagadva karbantartás sajnáljuk sajnos ez hoppá amit keres ilyen"
    # Cyrillic
    " не найдена найден найдено найти нашли нашлась нашлось существует удалось недоступна недоступен"
    " удалена удалён"
    " удален перемещена была был запрашиваемая запрошенная запрошенной запрашиваемой запрашиваемую"
    " указанная которую вы ищете мы к"
    " сожалению извините простите такой такая этой эта этого нет ошибка ошибки сервера произошла что то"
    " пошло так доступ"
    " запрещен запрещён ограничен технические работы ведутся ведутся сайте на по адресу или возможно"
    " она он больше ой упс"
    " знайдено знайдена знайти існує вдалося недоступна сталася виникла помилка доступ заборонено щось"
    " пішло на жаль вибачте"
    " запитувана яку ви шукаєте ця такої немає е намерена съществува страницата търсената тази"
    " страницата постоји није пронађена"
    # Greek, Turkish
    " η το την του της που δεν δε βρέθηκε υπάρχει είναι διαθέσιμη ζητήσατε αναζητάτε ψάχνετε αυτή σας"
    " μας λυπούμαστε δυστυχώς"
    " παρουσιάστηκε σφάλμα κάτι πήγε στραβά απαγορεύεται πρόσβαση ουπς"
    " bulunamadı bulunamıyor mevcut değil artık aradığınız istediğiniz üzgünüz maalesef bir hata oluştu"
    " şeyler yanlış ters gitti"
    " erişim engellendi hatası bu böyle yok ulaşmak ne yazık ki"
    # Arabic, Hebrew, Persian, Indonesian, Malay, Vietnamese
    " عذرا عذرًا غير موجودة موجود لم يتم العثور على لا يمكن متاحة متاح متوفرة حدث خطأ تم رفض الوصول"
    " التي تبحث عنها هذه هذا المطلوبة"
    " المطلوب الرابط نأسف لا يوجد أو עמוד לא נמצא נמצאה קיים קיימת אינו אינה זמין אירעה שגיאה שגיאת"
    " הגישה נדחתה שחיפשת שביקשת מצטערים"
    " אופס המבוקש המבוקשת זה את אנו صفحه مورد نظر شما یافت پیدا نشد وجود ندارد متاسفانه خطای"
    " tidak ditemukan dapat tersedia ada wujud yang anda cari maaf mohon terjadi kesalahan akses"
    " ditolak ini diminta kami"
    " không tìm thấy tồn tại có sẵn đã xảy lỗi từ chối truy cập bạn đang xin rất tiếc yêu cầu này nội"
    " dung hoặc"
)
UNSPACED_VERDICTS = (
    "見つかりません", "見つかりませんでした", "存在しません", "ありません", "表示できません",
    "エラーが発生", "アクセスできません", "メンテナンス中", "アクセス拒否",
    "アクセスが拒否", "公開を終了", "掲載を終了", "期間を終了",
    "期間が終了", "削除され", "ページが見つから", "页面不存在", "不存在",
    "找不到", "未找到", "没有找到", "沒有找到",
    "无法找到", "無法找到", "已被删除", "已被刪除", "已删除", "已失效", "已下線", "已下线", "出错了",
    "出錯了", "发生错误", "發生錯誤", "服务器错误", "伺服器錯誤", "无法访问",
    "無法訪問", "访问被拒绝", "拒绝访问", "存取被拒", "维护中", "維護中", "页面丢失", "찾을 수 없",
    "존재하지 않", "없는 페이지", "삭제되었", "삭제된", "오류가 발생",
    "접근이 거부", "접근할 수 없", "점검 중", "점검중", "ไม่พบ", "ไม่มีหน้า", "ไม่มีอยู่",
    "เกิดข้อผิดพลาด", "ปิดปรับปรุง", "नहीं मिला", "नहीं मिली", "मौजूद नहीं",
    "उपलब्ध नहीं", "त्रुटि", "পাওয়া যায়নি", "கிடைக்கவில்லை", "404", "403", "500", "502", "503",
)
UNSPACED_WORDS = (
    "掲載", "公開", "しました", "入力した", "入力された", "アドレス",
    "申し訳ございません", "申し訳ありません", "お探しの", "ご指定の", "指定された", "リクエストされた",
    "該当する", "アクセスしようとした", "ページ", "記事", "ファイル", "サイト",
    "でした", "または", "可能性があります", "移動", "現在", "既に", "すでに", "この", "エラー",
    "サーバー", "ました", "いたし", "ています",
    "抱歉", "对不起", "對不起", "很抱歉", "您", "你", "访问的", "訪問的", "请求的", "請求的", "查找的",
    "要找的", "所", "的", "页面", "頁面", "网页", "網頁", "文章", "内容",
    "內容", "网站", "該", "该", "此", "或", "已", "了", "无法", "错误", "錯誤", "新闻", "新聞", "系统",
    "죄송합니다", "요청하신", "요청한", "페이지를", "페이지가", "페이지", "기사를", "기사가", "기사",
    "습니다", "었습니다", "했습니다", "입니다",
    "는", "을", "를", "가", "이", "해당", "에러", "오류", "ขออภัย", "หน้าที่คุณ", "ต้องการ",
    "กำลังมองหา", "หน้าเว็บ", "หน้า", "ที่คุณ", "นี้", "ค้นหา", "ข้อมูล", "ร้องขอ",
    "क्षमा करें", "माफ़ करें", "पेज", "पृष्ठ", "यह", "आपके", "द्वारा", "अनुरोधित", "हैं", "है", "खोजा",
    "गया", "error", "not found", "page", "は", "が", "を", "に", "ん", "も", "、",
)

# --- Titles -------------------------------------------------------------------------
# All of a title but the site's name, as words with one blank between them.

TITLES: dict[Kind, frozenset[str]] = {
    Kind.CHALLENGE: frozenset({
        "just a moment", "attention required", "attention required cloudflare", "please wait",
        "one moment please",
        "one more step", "checking your browser", "checking your browser before accessing",
        "security check",
        "security verification", "ddos guard", "ddos protection by cloudflare", "are you a robot",
        "are you human", "are you a human",
        "robot check", "bot check", "bot verification", "bot protection", "human verification",
        "verify you are human", "verifying you are human",
        "verify your identity", "verification required", "captcha", "captcha challenge",
        "challenge validation",
        "pardon our interruption", "access to this page has been denied", "making sure you re not a bot",
        "unusual traffic",
        "browser check", "browser verification", "sucuri website firewall access denied",
        "sucuri website firewall",
        "request unsuccessful", "incapsula", "radware bot manager captcha", "validate user",
        "client challenge", "human check",
        "you have been blocked", "you are blocked", "sorry you have been blocked", "blocked",
        "access blocked", "suspicious activity",
        "nur einen moment", "einen moment bitte", "einen moment", "sicherheitsüberprüfung",
        "sicherheitsabfrage", "sind sie ein roboter",
        "sind sie ein mensch", "un instant", "un momento", "un momento por favor",
        "un instant s il vous plaît", "vérification de sécurité",
        "êtes vous un robot", "vérification", "eres un robot", "verificación de seguridad", "um momento",
        "só um momento", "verificação de segurança",
        "un attimo", "un momento prego", "verifica di sicurezza", "een ogenblik geduld",
        "ogenblik geduld", "een momentje", "chwileczkę", "okamžik", "okamžik prosím", "один момент",
        "подождите", "проверка браузера", "проверка безопасности", "вы не робот", "вы робот",
        "я не робот", "зачекайте", "bir dakika lütfen", "bir dakika", "güvenlik kontrolü",
        "ett ögonblick", "et øjeblik", "et øyeblikk", "hetki", "egy pillanat", "doar un moment",
        "μια στιγμή", "انتظر لحظة", "لحظة", "רק רגע",
        "少々お待ちください", "しばらくお待ちください", "セキュリティチェック", "请稍候", "请稍等",
        "請稍候", "安全验证", "安全驗證", "人机验证", "验证码",
        "잠시만 기다리십시오", "잠시만 기다려 주세요", "tunggu sebentar", "chờ một chút",
        "โปรดรอสักครู่", "एक क्षण", "vercel security checkpoint", "security checkpoint",
    }),
    Kind.BLOCKER: frozenset({"ad blocker detected", "adblocker detected", "adblock detected",
        "ad block detected", "please disable your ad blocker", "turn off your ad blocker",
        "werbeblocker erkannt", "adblocker erkannt", "bloqueur de publicité détecté",
        "bloqueador de anuncios detectado", "bloqueador de anúncios detectado"}),
    Kind.BUSY: frozenset({"too many requests", "rate limit exceeded", "rate limited",
        "429 too many requests", "error 429", "zu viele anfragen",
                          "trop de requêtes", "demasiadas solicitudes", "troppe richieste",
                          "слишком много запросов", "请求过于频繁"}),
    Kind.LOGIN: frozenset({
        "log in", "login", "log on", "sign in", "signin", "sign in required", "login required",
        "log in required", "log in or sign up",
        "log in or register", "sign in or register", "sign up", "register", "registration",
        "create account", "create an account", "create your account",
        "create a free account", "please log in", "please sign in", "sign in to continue",
        "log in to continue", "login to continue", "member login", "members only",
        "subscriber login", "user login", "account login", "log in to your account",
        "sign in to your account", "authentication required", "welcome back", "my account",
        "single sign on",
        "sign in google accounts", "google accounts", "forgot password", "reset password",
        "anmelden", "anmeldung", "einloggen", "registrieren", "registrierung",
        "anmelden oder registrieren", "bitte anmelden", "bitte melden sie sich an",
        "jetzt anmelden", "jetzt registrieren", "konto erstellen", "mein konto", "connexion",
        "se connecter", "connectez vous", "s identifier",
        "identifiez vous", "identification", "s inscrire", "inscription", "créer un compte",
        "mon compte", "iniciar sesión", "inicia sesión",
        "inicio de sesión", "acceder", "identifícate", "regístrate", "registro", "crear cuenta",
        "crear una cuenta", "mi cuenta", "entrar", "iniciar sessão", "fazer login", "faça login",
        "faça seu login",
        "cadastre se", "cadastro", "criar conta", "minha conta", "accedi", "accesso",
        "accedi o registrati", "registrati", "area riservata", "entra", "effettua il login",
        "inloggen", "log in op je account", "registreren", "account aanmaken", "aanmelden",
        "zaloguj się", "zaloguj", "logowanie", "rejestracja", "zarejestruj się",
        "přihlášení", "přihlásit se", "přihlaste se", "registrace", "prihlásenie", "prihlásiť sa",
        "logga in", "inloggning", "logg inn", "log ind", "log på", "kirjaudu sisään", "kirjaudu",
        "rekisteröidy", "вход", "войти", "авторизация", "вход на сайт", "войдите", "регистрация", "вхід",
        "увійти", "авторизація", "реєстрація", "σύνδεση", "είσοδος", "εγγραφή",
        "giriş", "giriş yap", "üye girişi", "oturum aç", "kayıt ol", "üye ol", "autentificare",
        "conectare", "intră în cont", "înregistrare", "bejelentkezés", "belépés", "regisztráció",
        "prijava", "prijavi se",
        "ログイン", "会員ログイン", "サインイン", "会員登録", "新規登録", "登录", "登錄", "登入",
        "会员登录", "會員登入", "用户登录", "注册", "註冊", "로그인", "회원가입",
        "تسجيل الدخول", "تسجيل دخول", "إنشاء حساب", "התחברות", "כניסה", "הרשמה", "ورود", "masuk",
        "masuk atau daftar", "daftar", "log masuk", "đăng nhập", "đăng ký", "เข้าสู่ระบบ",
        "ลงชื่อเข้าใช้", "สมัครสมาชิก", "लॉग इन", "लॉग इन करें", "लॉगिन", "साइन इन करें",
    }),
    Kind.SUBSCRIBE: frozenset({
        "subscribe", "subscribe now", "subscription", "subscriptions", "subscribe to continue",
        "subscribe to continue reading", "subscribe to read", "choose your subscription",
        "subscription offers", "subscription required", "subscribers only", "abonnieren", "abonnement",
        "abo", "jetzt abonnieren", "abo abschließen", "abonnements", "s abonner", "abonnez vous",
        "offres d abonnement", "suscríbete", "suscripción", "suscripciones", "suscribirse", "assine",
        "assinatura", "assine já", "abbonati", "abbonamenti", "abbonamento",
        "abonneren", "abonneer", "subskrypcja", "prenumerata", "předplatné", "prenumerera", "abonner",
        "abonnér", "tilaa", "подписка", "підписка", "abonelik", "abone ol", "συνδρομή", "前往订阅",
        "订阅", "訂閱", "구독", "購読",
    }),
    Kind.CONSENT: frozenset({
        "before you continue", "before you continue to google", "before you continue to google search",
        "before you continue to youtube", "cookie consent", "cookies", "cookie notice",
        "cookie settings", "cookie preferences", "cookie policy", "consent", "your consent",
        "consent required", "consent management", "we value your privacy", "we care about your privacy",
        "your privacy", "your privacy choices", "your privacy is important to us",
        "your privacy matters", "privacy settings", "privacy preferences", "privacy center",
        "privacy gate", "manage consent", "manage your privacy", "accept cookies",
        "this site uses cookies", "this website uses cookies", "we use cookies", "cookie wall",
        "cookiewall", "yahoo is part of the yahoo family of brands", "your data your experience",
        "your choices", "bevor sie fortfahren",
        "bevor sie zu google weitergehen", "einwilligung", "zustimmung", "ihre zustimmung",
        "datenschutzeinstellungen", "privatsphäre einstellungen", "cookie einstellungen",
        "wir schätzen ihre privatsphäre",
        "ihre privatsphäre", "ihre privatsphäre ist uns wichtig", "weiterlesen mit werbung",
        "weiter mit werbung", "mit werbung weiterlesen", "mit werbung oder im abo",
        "diese website verwendet cookies", "cookie hinweis", "pur abo", "avant d accéder à google",
        "avant de continuer", "gestion des cookies",
        "votre vie privée", "nous respectons votre vie privée",
        "le respect de votre vie privée est notre priorité", "consentement", "paramètres des cookies",
        "continuer sans accepter", "antes de continuar", "antes de ir a google", "tu privacidad",
        "tu privacidad es importante", "su privacidad", "valoramos tu privacidad",
        "política de cookies", "configuración de cookies", "aviso de cookies", "a sua privacidade",
        "sua privacidade", "antes de avançar", "consentimento", "consentimiento", "prima di continuare",
        "la tua privacy", "rispettiamo la tua privacy", "informativa sui cookie", "consenso",
        "voordat je verdergaat", "voordat je verdergaat naar google", "cookie instellingen",
        "jouw privacy", "wij waarderen uw privacy", "privacy instellingen", "toestemming",
        "zanim przejdziesz dalej", "twoja prywatność", "szanujemy twoją prywatność",
        "zgoda na pliki cookie", "ustawienia prywatności",
        "než budete pokračovat", "souhlas s cookies", "nastavení soukromí", "souhlas",
        "innan du fortsätter", "vi värnar om din integritet", "før du fortsætter", "før du fortsetter",
        "ennen kuin jatkat", "evästeet", "evästeasetukset",
        "прежде чем продолжить", "файлы cookie", "настройки конфиденциальности", "devam etmeden önce",
        "çerez politikası", "çerez tercihleri", "înainte de a continua", "mielőtt továbblépne",
        "adatvédelmi beállítások", "πριν συνεχίσετε", "cookieの設定", "続行する前に", "继续之前",
        "隐私设置", "계속하기 전에",
    }),
    Kind.SCRIPT: frozenset({
        "javascript required", "javascript is required", "javascript is disabled", "javascript disabled",
        "please enable javascript", "enable javascript", "javascript is not available",
        "javascript not enabled",
        "browser not supported", "unsupported browser", "your browser is not supported",
        "update your browser", "javascript deaktiviert", "javascript désactivé", "loading",
        "wird geladen", "chargement", "cargando", "carregando", "caricamento", "загрузка", "読み込み中",
        "加载中", "로딩중",
    }),
    Kind.REGION: frozenset({
        "unavailable for legal reasons", "451 unavailable for legal reasons",
        "451 unavailable due to legal reasons", "unavailable due to legal reasons",
        "not available in your region", "not available in your country", "unavailable in your region",
        "content not available in your region", "content not available in your country",
        "this content is not available in your region", "this content is not available in your country",
        "unavailable in your location", "our european visitors are important to us",
        "access from your country is not permitted",
        "in ihrem land nicht verfügbar", "in ihrer region nicht verfügbar",
        "non disponible dans votre pays", "no disponible en tu país", "no disponible en su país",
        "indisponível no seu país", "non disponibile nel tuo paese", "недоступно в вашем регионе",
        "недоступно в вашей стране", "geo blocked", "geoblock", "geo restricted",
    }),
    Kind.AGE: frozenset({"age verification", "age check", "age gate", "are you over 18",
        "are you 18 or older", "verify your age", "confirm your age", "altersprüfung",
        "altersverifikation", "alterskontrolle", "vérification de l âge", "verificación de edad",
        "verifica dell età", "verificação de idade", "подтвердите возраст", "年齢確認",
        "leeftijdscontrole"}),
    Kind.APP: frozenset({"open in app", "open in the app", "get the app", "download the app",
        "continue in app", "continue in the app", "weiter in der app", "in der app öffnen",
        "ouvrir dans l application", "abrir en la app",
        "在app中打开", "打开app"}),
    Kind.REDIRECT: frozenset({"redirecting", "redirect", "you are being redirected", "object moved",
        "document moved", "301 moved permanently", "302 found", "302 moved temporarily",
        "moved permanently", "307 temporary redirect", "308 permanent redirect", "weiterleitung",
        "sie werden weitergeleitet", "redirection", "redirection en cours", "redirigiendo",
        "redirecionando", "reindirizzamento", "doorsturen", "przekierowanie", "přesměrování",
        "перенаправление", "yönlendiriliyorsunuz", "リダイレクト", "正在跳转", "redirect notice",
        "leaving site"}),
    Kind.PARKED: frozenset({"domain for sale", "this domain is for sale", "domain parked",
        "parked domain", "domain expired", "account suspended", "website suspended", "site suspended",
        "coming soon", "site not found", "website is no longer available",
        "diese domain steht zum verkauf", "domain steht zum verkauf", "ce domaine est à vendre",
        "dominio en venta", "dominio in vendita", "домен продается", "домен продаётся",
        "domena na sprzedaż", "this site is no longer available", "this account has been suspended",
        "hosting expired", "domain default page", "web hosting"}),
    Kind.SERVER: frozenset({"welcome to nginx", "apache2 ubuntu default page it works",
        "apache2 debian default page it works", "apache2 ubuntu default page",
        "apache2 debian default page", "it works", "iis windows server", "iis windows", "iis7", "iis8",
        "test page for the nginx http server on fedora", "apache http server test page",
        "test page for the apache http server", "http server test page",
        "apache http server test page powered by centos", "welcome to centos", "default web site page",
        "default page", "plesk default page", "web server s default page", "welcome to openresty",
        "welcome to caddy", "caddy works", "index of", "directory listing", "apache tomcat", "phpinfo",
        "new website", "placeholder page", "directory listing for"}),
}

# --- Phrases ------------------------------------------------------------------------
# In lower case, with straight apostrophes and one blank between words.

PHRASES: dict[Kind, tuple[str, ...]] = {
    Kind.CHALLENGE: (
        "verify you are human", "verify that you are human", "verify you're human",
        "verifying you are human", "verify that you're human", "confirm you are human",
        "confirm that you are human",
        "confirm you're human", "prove you are human", "prove you're human",
        "prove that you are not a robot", "you are not a robot", "you're not a robot",
        "you are not a bot", "you're not a bot", "i am not a robot", "i'm not a robot",
        "you are a robot", "you were a bot",
        "you are a human", "unusual traffic from your", "unusual activity from your",
        "automated access to", "automated requests from", "checking your browser before",
        "checking if the site connection is secure", "needs to review the security of your connection",
        "performance & security by cloudflare", "performance and security by cloudflare",
        "cloudflare ray id", "ray id:", "ddos protection by",
        "enable javascript and cookies to continue", "please enable cookies", "enable cookies and reload",
        "you've disabled javascript in your web browser",
        "moving through this website with super-human speed", "made us think you were a bot",
        "made us think that you are a bot", "made us think you are a bot",
        "access to this page has been denied", "press & hold", "press and hold",
        "complete the security check", "complete the captcha", "solve the captcha",
        "solving the captcha", "enter the characters you see", "type the characters",
        "incapsula incident id", "request unsuccessful", "reference #18", "errors.edgesuite.net",
        "you have been blocked", "you are unable to access",
        "using a security service to protect itself", "triggered the security solution",
        "website from online attacks", "protected by anubis", "powered by datadome", "block id:",
        "please complete the challenge", "suspicious activity from your", "blocked by our security",
        "your request has been blocked", "your access has been blocked", "your ip address has been",
        "this process is automatic", "your browser will redirect to your requested content",
        "please stand by, while we are checking",
        "kein roboter sind", "ein mensch sind", "kein bot sind", "ungewöhnlichen datenverkehr",
        "ungewöhnliche aktivität", "ihr browser wird überprüft", "browser überprüft",
        "sicherheitsüberprüfung", "pas un robot", "êtes humain", "trafic inhabituel",
        "vérifions votre navigateur", "vérification de votre navigateur", "vérifier que vous êtes",
        "no eres un robot", "no soy un robot", "que eres humano", "que es humano", "tráfico inusual",
        "actividad inusual desde", "verificando su navegador", "comprobando su navegador",
        "não é um robô", "não sou um robô", "você é humano", "tráfego incomum",
        "verificando o seu navegador", "non sei un robot", "non sono un robot", "sei umano",
        "di essere umano", "traffico insolito",
        "geen robot bent", "een mens bent", "ongebruikelijk verkeer", "nie jesteś robotem",
        "że jesteś człowiekiem", "nietypowy ruch", "nejste robot", "neobvyklý provoz",
        "inte är en robot", "ikke er en robot", "et ole robotti", "вы не робот", "не являетесь роботом",
        "я не робот", "необычный трафик", "подозрительный трафик", "проверяем ваш браузер",
        "проверка вашего браузера", "ви не робот", "robot olmadığınızı", "robot değilim",
        "olağandışı trafik", "nu ești un robot", "nu sunteți robot", "nem vagy robot", "nem robot",
        "δεν είστε ρομπότ",
        "ロボットではない", "ロボットでない", "人間であることを確認", "アクセスが集中", "您是真人",
        "你是真人", "不是机器人", "不是機器人", "确认您是人类", "人机身份验证", "异常流量",
        "访问过于频繁", "로봇이 아닙니다", "로봇이 아님", "사람인지 확인", "لست روبوت", "أنك إنسان",
        "אינך רובוט", "שאתה אנושי", "bukan robot", "anda manusia", "không phải là robot",
        "bạn là con người", "ไม่ใช่หุ่นยนต์", "ไม่ใช่บอท", "रोबोट नहीं",
        "zeigen, dass sie kein", "ein mensch oder ein roboter", "lösen sie das captcha",
        "das captcha lösen", "lösen sie die folgende aufgabe", "geben sie die zeichen",
        "zeichen aus dem bild", "anfragen aus ihrem netzwerk", "zugriffe aus ihrem netzwerk",
        "résolvez le captcha", "resuelve el captcha", "resolva o captcha",
        "risolvi il captcha", "los de captcha op", "rozwiąż captcha", "введите символы",
        "before we continue...", "enable js and disable any ad blocker", "having a problem?",
    ),
    Kind.BLOCKER: (
        "ad blocker", "ad-blocker", "adblocker", "ad block", "adblock", "ad blocking", "ad-blocking",
        "blocking ads", "allow ads", "disable your blocker", "whitelist ", "add us to the list",
        "add us to your", "werbeblocker", "werbe-blocker", "werbung zulassen", "ad-block",
        "bloqueur de pub", "bloqueurs de pub", "anti-pub", "antipub", "bloqueador de anuncios",
        "bloqueador de publicidad", "bloqueadores de anuncios", "bloqueador de anúncios",
        "bloqueador de publicidade", "blocco degli annunci", "blocco della pubblicità", "blocca pubblicità",
        "advertentieblokker", "blokowanie reklam", "blokuje reklamy", "blokowania reklam",
        "blokování reklam", "blokátor reklam", "annonsblockerare", "reklameblokkering", "annonceblokering",
        "annoseblokker", "annonseblokkering", "mainosten esto", "mainosesto", "блокировщик рекламы",
        "блокировщика рекламы", "блокувальник реклами", "reklam engelleyici", "blocare a reclamelor",
        "blocarea reclamelor", "hirdetésblokkoló", "πρόγραμμα αποκλεισμού διαφημίσεων", "広告ブロック",
        "广告拦截",
        "廣告攔截", "广告屏蔽", "광고 차단", "مانع الإعلانات", "حاجب الإعلانات", "חוסם פרסומות",
        "חוסם הפרסומות",
        "مسدودکننده تبلیغات", "pemblokir iklan", "trình chặn quảng cáo", "ตัวบล็อกโฆษณา", "विज्ञापन अवरोधक",
        "एड ब्लॉकर",
    ),
    Kind.BUSY: (
        "too many requests", "rate limit exceeded", "rate limit reached",
        "you have exceeded the rate limit", "you have been rate limited", "you are being rate limited",
        "exceeded the number of requests", "zu viele anfragen", "trop de requêtes",
        "demasiadas solicitudes", "muitas solicitações", "troppe richieste", "te veel verzoeken",
        "zbyt wiele żądań", "слишком много запросов", "çok fazla istek", "请求过于频繁",
        "リクエストが多すぎ", "요청이 너무 많",
    ),
    Kind.LOGIN: (
        "log in to continue", "login to continue", "sign in to continue", "sign in or create",
        "log in or create", "log in or register", "login or register", "sign in or register",
        "log in or sign up", "sign in or sign up", "log in to read", "login to read", "sign in to read",
        "log in to view", "sign in to view", "login to view", "log in to access", "sign in to access",
        "log in to see", "log in to your account", "sign in to your account", "sign into your account",
        "log into your account",
        "please log in", "please sign in", "please login", "you must log in", "you must be logged in",
        "you need to log in", "you need to be logged in", "you are not logged in",
        "register to continue", "register to read", "register for free", "registering is free",
        "sign up to continue", "sign up to read", "create a free account", "create an account to",
        "create your free account", "already have an account", "don't have an account", "no account yet",
        "not registered yet", "already registered", "already a member", "forgot your password",
        "forgot password", "forgotten your password", "forgot my password", "lost your password",
        "reset your password", "remember me", "keep me signed in", "keep me logged in", "stay signed in",
        "stay logged in", "continue with google", "continue with apple", "continue with facebook",
        "sign in with google", "sign in with apple", "sign in with facebook", "log in with",
        "use your email address and password", "enter your email and password", "enter your password",
        "username or email", "email or username", "for registered users", "for registered readers",
        "for members only", "available to members", "available to registered", "requires registration",
        "requires a free account",
        "bitte melden sie sich an", "bitte loggen sie sich ein", "melden sie sich an", "melde dich an",
        "logge dich ein", "loggen sie sich ein", "passwort vergessen", "noch kein konto",
        "noch nicht registriert", "bereits registriert", "kostenlos registrieren",
        "registrieren sie sich", "registriere dich", "haben sie bereits ein konto", "angemeldet bleiben",
        "e-mail-adresse und passwort", "anmelden und weiterlesen", "anmelden, um",
        "einloggen und weiterlesen",
        "veuillez vous connecter", "connectez-vous", "connecte-toi", "mot de passe oublié",
        "pas encore de compte", "pas encore inscrit", "déjà inscrit", "créez un compte",
        "créer un compte", "créez votre compte", "inscrivez-vous gratuitement", "identifiez-vous",
        "se souvenir de moi", "rester connecté", "vous avez déjà un compte", "vous devez être connecté",
        "inicia sesión", "inicie sesión", "iniciar sesión para", "olvidaste tu contraseña",
        "olvidado tu contraseña", "olvidó su contraseña", "olvidado su contraseña", "crea una cuenta",
        "crea tu cuenta", "regístrate gratis", "regístrate para", "regístrese", "ya tienes una cuenta",
        "ya tienes cuenta", "no tienes cuenta", "ya estás registrado", "identifícate", "mantener la sesión",
        "faça login", "faça o login", "fazer login para", "inicie sessão", "esqueceu a senha",
        "esqueceu sua senha", "esqueci minha senha", "esqueceu-se da palavra-passe",
        "esqueci-me da password", "já tem uma conta", "já tem conta", "não tem conta", "crie uma conta",
        "crie sua conta", "cadastre-se para", "cadastre-se grátis", "já é cadastrado", "registe-se",
        "effettua il login", "effettua l'accesso", "accedi per continuare", "accedi per leggere",
        "accedi al tuo account", "accedi o registrati", "password dimenticata",
        "hai dimenticato la password", "non hai un account", "hai già un account", "sei già registrato",
        "registrati gratis", "registrati per", "crea un account", "ricordami",
        "log in om", "inloggen om", "log eerst in", "wachtwoord vergeten", "nog geen account",
        "heb je al een account", "heeft u al een account", "maak een account", "maak een gratis account",
        "registreer gratis", "ingelogd blijven", "zaloguj się, aby", "zaloguj się, żeby",
        "musisz się zalogować", "nie pamiętasz hasła", "zapomniałeś hasła", "nie masz konta",
        "masz już konto", "zarejestruj się", "załóż konto", "přihlaste se",
        "pro pokračování se přihlaste", "zapomněli jste heslo", "zapomenuté heslo", "nemáte účet",
        "máte již účet", "zaregistrujte se", "vytvořte si účet", "zabudli ste heslo", "prihláste sa",
        "logga in för att", "glömt lösenord", "glömt ditt lösenord", "har du inget konto", "skapa konto",
        "skapa ett konto", "logg inn for å", "glemt passord", "opprett konto", "log ind for at",
        "glemt adgangskode", "glemt kodeord", "opret konto", "kirjaudu sisään", "unohditko salasana",
        "luo tunnus", "rekisteröidy",
        "войдите, чтобы", "войдите в", "авторизуйтесь", "пожалуйста, войдите", "забыли пароль",
        "нет аккаунта", "уже есть аккаунт", "зарегистрируйтесь", "создайте аккаунт", "запомнить меня",
        "увійдіть, щоб", "увійдіть у", "авторизуйтеся", "забули пароль", "зареєструйтеся",
        "зареєструйтесь", "συνδεθείτε", "ξεχάσατε τον κωδικό", "δεν έχετε λογαριασμό", "εγγραφείτε",
        "giriş yapın", "giriş yapmalısınız", "giriş yapmanız", "şifremi unuttum",
        "şifrenizi mi unuttunuz", "hesabınız yok mu", "hesabınız var mı", "üye olun", "autentifică-te",
        "autentificați-vă", "conectează-te", "ai uitat parola", "nu ai cont", "ai deja cont",
        "creează un cont", "jelentkezzen be", "jelentkezz be", "elfelejtett jelszó",
        "elfelejtette a jelszavát", "nincs még fiókja", "regisztráljon", "prijavite se",
        "zaboravili ste lozinku",
        "ログインしてください", "ログインが必要", "ログインして", "会員登録が必要", "会員登録する",
        "会員限定", "会員の方", "パスワードを忘れた", "パスワードをお忘れ", "アカウントをお持ち",
        "请登录", "請登入", "请先登录", "請先登入", "登录后", "登入後", "忘记密码", "忘記密碼",
        "还没有账号", "没有账号", "還沒有帳號", "立即注册", "立即註冊", "로그인이 필요", "로그인 후",
        "로그인해 주세요", "로그인하세요", "비밀번호 찾기", "비밀번호를 잊", "계정이 없", "회원가입",
        "سجل الدخول", "سجّل الدخول", "تسجيل الدخول", "يرجى تسجيل", "نسيت كلمة المرور", "هل نسيت",
        "ليس لديك حساب", "لديك حساب", "أنشئ حساب", "התחברו", "יש להתחבר", "שכחת סיסמה", "שכחתי סיסמה",
        "אין לך חשבון", "להרשמה", "وارد شوید", "رمز عبور خود را فراموش", "silakan masuk",
        "silakan login", "masuk untuk", "login untuk", "lupa kata sandi", "lupa password",
        "belum punya akun", "sudah punya akun", "belum memiliki akun", "vui lòng đăng nhập",
        "đăng nhập để", "quên mật khẩu", "chưa có tài khoản", "đã có tài khoản", "กรุณาเข้าสู่ระบบ",
        "โปรดเข้าสู่ระบบ", "เข้าสู่ระบบเพื่อ", "ลืมรหัสผ่าน", "ยังไม่มีบัญชี", "लॉग इन करें",
        "लॉगिन करें", "साइन इन करें", "पासवर्ड भूल",
        "registered readers only", "only for registered", "log in or subscribe", "enter your mobile number",
        "send you a one-time", "लॉगिन करके", "लॉगिन करने", "लॉग इन करने", "लॉग-इन करें", "साइन इन",
        "साइन-इन", "साइन अप", "खाता नहीं है", "नया खाता", "खाता बनाएं", "खाता बनाएँ", "खाते में",
        "पंजीकृत पाठक", "पंजीकरण मुफ्त", "पंजीकरण करें", "रजिस्टर करें", "ओटीपी", "ईमेल पता दर्ज",
        "पासवर्ड दर्ज", "पहले से सदस्य", "पहले से खाता", "حساب کاربری ندارید", "رمز عبور را فراموش",
        "ثبت نام کنید", "ثبت‌نام کنید", "وارد حساب", "প্রবেশ করুন", "লগইন করুন", "লগ ইন করুন", "உள்நுழைய",
        "లాగిన్ అవ్వండి", "लॉगिन गर्नुहोस्", "लॉग इन करा", "براہ کرم لاگ ان", "لاگ ان کریں",
    ),
    Kind.SUBSCRIBE: (
        "subscribe to continue", "subscribe to read", "subscribe to keep reading", "subscribe to unlock",
        "subscribe now to", "subscribe for full access", "for subscribers only",
        "exclusive to subscribers", "exclusively for subscribers", "only available to subscribers",
        "available to subscribers", "reserved for subscribers", "this article is for subscribers",
        "is for subscribers", "already a subscriber", "already subscribed", "are you a subscriber",
        "become a subscriber", "choose your subscription", "choose a plan", "start your free trial",
        "start your subscription", "start a free trial", "cancel anytime", "cancel any time",
        "unlimited digital access", "unlimited access to", "you've reached your limit",
        "you have reached your limit", "reached your monthly limit", "reached your article limit",
        "free articles remaining", "you have read your", "your last free article",
        "to continue reading this article", "to read the full article", "to read this article in full",
        "read the full article with", "unlock this article", "view subscription options",
        "nur für abonnenten", "nur für abonnent", "exklusiv für abonnent", "sie sind bereits abonnent",
        "bereits abonnent", "bereits abonniert", "schon abonnent", "jetzt abonnieren", "jetzt testen",
        "jederzeit kündbar", "monatlich kündbar", "probeabo", "weiterlesen mit",
        "um den artikel zu lesen", "um weiterzulesen", "jetzt weiterlesen", "diesen artikel weiterlesen",
        "wählen sie ihr abo", "mit dem digital-abo",
        "réservé aux abonnés", "réservée aux abonnés", "réservé à nos abonnés", "déjà abonné",
        "déjà abonnée", "abonnez-vous", "pour lire la suite", "pour continuer la lecture",
        "pour lire cet article", "sans engagement", "résiliable à tout moment",
        "exclusivo para suscriptores", "solo para suscriptores", "sólo para suscriptores",
        "ya eres suscriptor", "ya soy suscriptor", "eres suscriptor", "suscríbete para", "suscríbete y",
        "suscríbase", "para seguir leyendo", "para continuar leyendo", "sin permanencia",
        "exclusivo para assinantes", "já é assinante", "já sou assinante", "assine para",
        "para continuar lendo", "para continuar a ler", "exclusivo para subscritores",
        "riservato agli abbonati", "riservato ai nostri abbonati", "contenuto riservato",
        "sei già abbonato", "già abbonato", "abbonati per", "per continuare a leggere",
        "per leggere l'articolo", "disdici quando vuoi",
        "alleen voor abonnees", "exclusief voor abonnees", "al abonnee", "word abonnee", "abonneer je",
        "om verder te lezen", "lees verder met", "tylko dla prenumeratorów", "dla prenumeratorów",
        "tylko dla subskrybentów", "masz już prenumeratę", "wykup prenumeratę", "wykup dostęp",
        "aby czytać dalej", "pouze pro předplatitele", "jen pro předplatitele", "máte předplatné",
        "předplaťte si", "endast för prenumeranter", "bara för prenumeranter", "redan prenumerant",
        "bli prenumerant", "for abonnenter", "bare for abonnenter", "allerede abonnent", "bliv abonnent",
        "bli abonnent", "vain tilaajille", "oletko jo tilaaja", "tilaajille", "только для подписчиков",
        "доступно подписчикам", "оформите подписку", "уже подписаны", "чтобы читать дальше",
        "тільки для передплатників", "оформіть передплату", "оформіть підписку", "sadece abonelere",
        "abonelere özel", "zaten abone", "abone olun", "doar pentru abonați", "ești deja abonat",
        "abonează-te", "csak előfizetők", "előfizetőknek", "fizessen elő", "már előfizető",
        "μόνο για συνδρομητές", "είστε συνδρομητής",
        "有料会員", "この記事は会員限定", "続きを読むには", "购买会员", "订阅后", "訂閱後", "成为会员",
        "成為會員", "仅限会员", "會員專屬", "解锁全文", "解鎖全文", "구독자 전용", "유료 회원",
        "구독하시면", "للمشتركين فقط", "اشترك الآن", "למנויים בלבד", "כבר מנוי", "khusus pelanggan",
        "berlangganan untuk", "dành cho thuê bao", "đăng ký mua",
        "limit of free", "limit of complimentary", "your limit for", "your last free",
        "free articles this month", "free stories this month", "article limit", "keep reading, choose",
        "to keep reading", "to read on,", "keep reading for", "choose the plan", "choose your plan",
        "pick a plan", "select a plan", "every plan includes", "plans start at", "your membership",
        "your subscription now", "become a member to", "join to keep reading", "get unlimited",
        "enjoy unlimited", "enjoy every story", "subscribe for", "subscribe today",
        "support our journalism", "good journalism takes", "hol dir", "hole dir", "sichere dir",
        "sichern sie sich", "lies weiter", "lesen sie weiter", "lesen sie alle inhalte", "weiterlesen?",
        "dein abo", "ihr abo", "einfach kündbar", "jederzeit kündigen", "kostenlosen artikel",
        "kostenfreien artikel", "freien artikel", "kostenlose artikel", "testen sie", "teste jetzt",
        "euro testen", "euro im ersten monat", "im ersten monat gratis", "lesen sie alle",
        "articles gratuits", "articles offerts", "articles gratuits ce mois", "poursuivre votre lecture",
        "poursuivez votre lecture", "continuez votre lecture", "choisissez la formule",
        "choisissez votre formule", "choisissez votre offre", "lisez la suite", "profitez de notre offre",
        "votre abonnement", "artículos gratuitos", "artículos gratis", "elige el plan", "elige tu plan",
        "sigue leyendo", "seguir leyendo", "cancelar cuando quieras", "tu suscripción", "artigos gratuitos",
        "matérias gratuitas", "limite de artigos", "escolha o plano", "escolha seu plano", "continue lendo",
        "cancele quando quiser", "articoli gratuiti", "limite di articoli", "scegli il piano",
        "continua a leggere", "il tuo abbonamento", "gratis artikelen", "kies je abonnement",
        "kies uw abonnement", "lees verder", "limit darmowych", "darmowych artykułów", "wybierz plan",
        "czytaj dalej bez", "bezplatných článků", "gratisartiklar", "läs vidare", "gratis artikler",
        "læs videre", "les videre", "лимит бесплатных", "бесплатных статей", "выберите тариф",
        "выберите подписку", "ücretsiz makale", "ücretsiz haber", "articole gratuite", "ingyenes cikk",
        "無料記事", "閲覧上限", "免费文章", "免費文章", "무료 기사", "المقالات المجانية", "मुफ्त लेख",
        "सब्सक्राइब करें",
        "सदस्यता लें",
    ),
    Kind.SCRIPT: (
        "enable javascript", "javascript enabled", "turn on javascript", "turn javascript on",
        "activate javascript", "allow javascript", "javascript is disabled", "javascript is turned off",
        "javascript is not enabled", "javascript disabled", "requires javascript", "require javascript",
        "javascript is required", "javascript required", "needs javascript", "javascript to run",
        "doesn't work properly without", "your browser does not support javascript",
        "browser doesn't support javascript", "your browser is not supported",
        "your browser is out of date", "browser is outdated", "unsupported browser",
        "update your browser", "upgrade your browser", "we've detected that javascript",
        "javascript aktivieren", "javascript in ihrem browser", "aktivieren sie javascript",
        "aktiviere javascript", "javascript ist deaktiviert", "javascript deaktiviert",
        "ohne javascript", "benötigt javascript", "benötigen javascript", "activer javascript",
        "activez javascript", "activer le javascript", "activez le javascript",
        "javascript est désactivé", "nécessite javascript", "sans javascript", "habilitar javascript",
        "habilite javascript", "habilita javascript", "activa javascript", "active javascript",
        "activar javascript", "javascript está desactivado", "requiere javascript",
        "necesitas javascript", "ative o javascript", "habilite o javascript", "ativar o javascript",
        "habilitar o javascript", "requer javascript", "abilita javascript", "abilitare javascript",
        "attiva javascript", "attivare javascript", "richiede javascript", "javascript è disabilitato",
        "javascript inschakelen", "schakel javascript", "javascript nodig", "javascript uitgeschakeld",
        "zonder javascript", "włącz javascript", "włączyć javascript", "włączenia javascript",
        "włączonej obsługi javascript", "obsługę javascript", "wymaga javascript", "povolte javascript",
        "zapněte javascript", "vyžaduje javascript", "aktivera javascript", "slå på javascript",
        "aktiver javascript", "slå javascript", "salli javascript", "ota javascript",
        "включите javascript", "включить javascript", "требуется javascript", "необходим javascript",
        "без javascript", "поддержку javascript", "увімкніть javascript", "потрібен javascript",
        "javascript'i etkinleştir", "javascript'i aç", "javascript gerekl", "activați javascript",
        "activează javascript", "engedélyezze a javascript", "javascript engedélyez",
        "ενεργοποιήστε το javascript", "ενεργοποιήστε τη javascript", "javascriptを有効",
        "javascript を有効", "javascriptが無効", "javascriptが必要", "启用javascript", "启用 javascript",
        "開啟javascript", "啟用 javascript", "啟用javascript", "javascript를 활성화",
        "javascript를 사용", "자바스크립트", "تفعيل جافا", "تمكين javascript", "تفعيل javascript",
        "להפעיל javascript", "הפעל javascript", "aktifkan javascript", "mengaktifkan javascript",
        "bật javascript", "เปิดใช้งาน javascript", "เปิดใช้ javascript", "javascript सक्षम",
    ),
    Kind.REGION: (
        "not available in your region", "not available in your country",
        "not available in your location", "not available in your area",
        "not available in your territory", "unavailable in your region", "unavailable in your country",
        "unavailable in your location", "not available in the region", "not accessible from your",
        "available in your region", "available to visitors from your country",
        "unavailable due to legal reasons", "unavailable for legal reasons",
        "from a country belonging to the european economic area", "european economic area (eea)",
        "enforces the general data protection regulation", "unavailable to visitors from",
        "unavailable in most european countries", "not available to users in the eu",
        "our european visitors", "access cannot be granted at this time", "access from your country",
        "your country is not", "visitors from your country", "geo-restricted", "geo-blocked", "geoblocked",
        "in ihrem land nicht verfügbar", "in ihrer region nicht verfügbar",
        "in deinem land nicht verfügbar", "pas disponible dans votre pays",
        "pas disponible dans votre région", "pas disponible dans votre zone",
        "indisponible dans votre pays", "no está disponible en tu país", "no está disponible en su país",
        "no está disponible en tu región", "no disponible en su región",
        "não está disponível no seu país", "não está disponível na sua região",
        "indisponível no seu país", "indisponível em sua região", "non è disponibile nel tuo paese",
        "non disponibile nel tuo paese", "niet beschikbaar in jouw land", "niet beschikbaar in uw land",
        "niet beschikbaar in jouw regio", "niedostępna w twoim kraju", "niedostępny w twoim kraju",
        "niedostępne w twoim regionie", "není ve vaší zemi", "inte tillgänglig i ditt land",
        "ikke tilgængelig i dit land", "ikke tilgjengelig i ditt land", "недоступен в вашем регионе",
        "недоступна в вашем регионе", "недоступно в вашем регионе", "недоступен в вашей стране",
        "недоступно в вашей стране", "по требованию роскомнадзора", "недоступний у вашій країні",
        "ülkenizde kullanılamıyor", "bölgenizde kullanılamıyor", "お住まいの地域では",
        "お住まいの国では", "您所在的地区", "您所在的地區", "您所在的国家", "해당 국가에서",
        "거주 지역에서", "غير متاح في بلدك", "غير متوفر في منطقتك", "אינו זמין באזורך",
        "אינו זמין במדינתך", "tidak tersedia di negara", "tidak tersedia di wilayah",
        "không có sẵn ở quốc gia", "không khả dụng ở quốc gia",
    ),
    Kind.AGE: (
        "you must be 18", "you must be at least 18", "you must be over 18", "you must be 21",
        "are you over 18", "are you 18", "are you over 21", "i am 18", "i am over 18", "i'm over 18",
        "confirm your age", "verify your age", "confirm that you are over", "confirm you are 18",
        "of legal drinking age", "enter your date of birth", "bestätigen sie ihr alter", "ich bin 18",
        "sind sie 18", "avez-vous 18 ans", "confirmez votre âge", "confirmer votre âge",
        "confirma tu edad", "confirme a sua idade", "hai più di 18", "ben je 18", "masz ukończone 18",
        "czy masz 18", "je vám 18", "мне есть 18", "вам есть 18", "вам исполнилось 18", "вам 18",
        "of legal age", "for adults only", "is for adults", "meant for adults", "restricted to adults",
        "adults only", "you are 18", "you're 18", "you are over 18", "you are at least 18",
        "18 years or older", "18 or older", "21 or older", "enter your birthday", "your date of birth",
        "ask everybody for their age", "old enough to buy", "must be old enough", "born before this day",
        "volljährig", "erst ab 18", "ab 18 jahren", "mindestens 18", "das alter unserer", "alt genug",
        "plus de 18 ans", "majeur ?", "être majeur", "vous avez l'âge légal", "âge légal", "mayor de edad",
        "mayor de 18", "mayores de 18", "eres mayor", "maior de idade", "maior de 18", "maiores de 18",
        "maggiorenne", "più di 18 anni", "ouder dan 18", "18 jaar of ouder", "pełnoletni", "ukończyłeś 18",
        "starší 18", "over 18 år", "fyllt 18", "yli 18", "исполнилось 18", "старше 18 лет",
        "18 yaşından büyük", "18歳以上", "满18", "滿18", "19세 이상", "18세 이상", "فوق 18",
    ),
    Kind.APP: (
        "open in the app", "open in app", "open the app", "continue in the app", "continue in app",
        "get the app", "download the app", "read in the app", "available in the app", "in the app store",
        "on the app store", "on google play", "get it on google play", "view in app",
        "only available in our app", "in der app öffnen", "in der app weiterlesen", "app herunterladen",
        "ouvrir dans l'application", "téléchargez l'application", "abrir en la app", "abrir na app",
        "abrir no aplicativo", "descarga la app", "baixe o app", "baixe o aplicativo", "apri nell'app",
        "scarica l'app", "open in de app", "download de app", "otwórz w aplikacji", "pobierz aplikację",
        "открыть в приложении", "скачать приложение", "скачайте приложение", "uygulamada aç",
        "アプリで開く", "アプリで読む", "アプリをダウンロード", "在app中打开", "在app内打开", "打开app",
        "下载app", "客户端查看", "앱에서 보기", "앱에서 열기", "buka di aplikasi", "unduh aplikasi",
        "mở ứng dụng", "tải ứng dụng",
        "better in our app", "better in the app", "in our app", "use the app", "switch to the app",
        "read this in the app", "weiter in der app", "in unserer app", "laden sie die app", "lade die app",
        "zur app wechseln", "dans notre application", "continuer dans l'application",
        "continuez dans l'application", "continuar en la app", "continúa en la app", "en nuestra app",
        "continuar no app", "continue no app", "no nosso app", "continua nell'app", "nella nostra app",
        "ga verder in de app", "in onze app", "kontynuuj w aplikacji", "в нашем приложении",
        "продолжить в приложении", "uygulamada devam", "アプリで続き", "앱에서 계속", "ऐप में पढ़ें", "ऐप डाउनलोड",
    ),
    Kind.REDIRECT: (
        "redirecting", "you are being redirected", "you will be redirected", "being redirected to",
        "if you are not redirected", "if you are not automatically redirected",
        "if your browser does not redirect", "document has moved", "page has moved",
        "object moved to here", "click here to continue", "click here if you are not",
        "you are now leaving", "you are leaving", "weitergeleitet", "falls sie nicht automatisch",
        "vous allez être redirigé", "redirection en cours", "si vous n'êtes pas redirigé",
        "redirigiendo", "será redirigido", "serás redirigido", "si no es redirigido", "redirecionando",
        "será redirecionado", "verrai reindirizzato", "reindirizzamento", "se non vieni reindirizzato",
        "doorgestuurd", "zostaniesz przekierowany", "trwa przekierowanie", "budete přesměrováni",
        "omdirigeras", "omdirigert", "omdirigeret", "вы будете перенаправлены", "перенаправление",
        "перенаправлены", "yönlendiriliyorsunuz", "átirányítás", "自動的に移動", "リダイレクト",
        "移動しない場合", "正在跳转", "跳转中", "自动跳转", "잠시 후 이동", "자동으로 이동",
        "جاري التحويل", "anda akan dialihkan", "mengalihkan", "đang chuyển hướng",
    ),
    Kind.PARKED: (
        "domain is for sale", "domain may be for sale", "domain name is for sale", "buy this domain",
        "this domain is parked", "domain is parked", "parked free", "parked domain",
        "domain has expired", "domain name has expired", "renew your domain",
        "account has been suspended", "account suspended", "this site has been suspended",
        "website has been suspended", "contact your hosting provider", "contact your hosting",
        "domain steht zum verkauf", "domain kaufen", "ce domaine est à vendre",
        "nom de domaine est à vendre", "dominio está en venta", "domínio está à venda",
        "dominio è in vendita", "domein is te koop", "domena jest na sprzedaż", "doména je na prodej",
        "домен продается", "домен продаётся", "срок регистрации домена", "alan adı satılık",
        "このドメイン", "域名出售", "此域名", "this site is no longer available",
        "sponsored listings displayed", "website coming soon", "future home of",
        "is available for purchase", "domain is available", "domain name is available",
        "domain has been put up", "get this domain", "own this domain", "of this domain",
        "this domain name", "premium domain", "make an offer on", "your domain name", "domain for sale",
        "domain kann gekauft", "domain ist zu verkaufen", "kaufen sie die domain", "domain zum festpreis",
        "diese domain", "acheter ce domaine", "ce nom de domaine", "comprar este dominio", "este dominio",
        "este domínio", "acquista questo dominio", "questo dominio", "dit domein", "koop dit domein",
        "tę domenę", "ta domena", "tato doména", "denna domän", "dette domæne", "dette domenet",
        "этот домен", "купить домен", "bu alan adı", "购买此域名", "该域名", "이 도메인",
    ),
    Kind.SERVER: (
        "welcome to nginx", "nginx web server is successfully installed", "thank you for using nginx",
        "default welcome page used to test", "apache2 default page", "default page for apache",
        "apache2 ubuntu default", "it works!", "test page used to", "web server is working",
        "page is used to test the proper operation", "internet information services", "index of /",
        "parent directory", "you see this page because there is no web site", "replace this file",
        "/var/www/html", "web server's default page", "if you are a normal user of this web site",
        "if you can read this page", "this is the default web page for this server",
        "no content has been added, yet", "directory listing for /",
    ),
    Kind.DOCUMENT: (
        "your browser does not support pdf", "browser doesn't support pdf",
        "does not support inline pdf", "does not support embedded pdf", "unable to display pdf",
        "cannot display pdf", "download the pdf", "view pdf", "open the pdf", "pdf viewer",
        "ihr browser unterstützt keine pdf", "pdf herunterladen", "télécharger le pdf",
        "afficher le pdf", "descargar pdf", "descargar el pdf", "baixar pdf", "scarica il pdf",
        "pobierz pdf", "скачать pdf",
    ),
    Kind.ERROR: (
        "page you requested", "page you are looking for", "page you're looking for",
        "page you were looking for", "article you are looking for", "article you're looking for",
        "article you requested", "story you're looking for", "content you are looking for",
        "content you're looking for", "link you followed", "link you clicked", "the requested page",
        "the requested url", "this page doesn't exist", "this page does not exist",
        "this page isn't available", "this page is not available", "this page is no longer",
        "this article is no longer", "this story is no longer", "this content is no longer",
        "this content isn't available", "error 404", "404 error", "error 500", "error 403", "error 503",
        "404 not found", "403 forbidden", "500 internal", "502 bad gateway", "503 service",
        "504 gateway", "something went wrong", "we're having technical", "we are having technical",
        "experiencing technical", "undergoing maintenance", "undergoing scheduled",
        "down for maintenance", "performing maintenance", "performing scheduled", "we'll be back",
        "we will be back", "be right back", "please try again later", "try again in a few",
        "you don't have permission", "you do not have permission", "you don't have access",
        "you do not have access", "sorry for the inconvenience", "apologize for the inconvenience",
        "apologise for the inconvenience", "our team has been notified", "contact the administrator",
        "contact the webmaster",
        "angeforderte seite", "gesuchte seite", "gewünschte seite", "aufgerufene seite",
        "seite existiert nicht", "seite nicht gefunden", "seite wurde nicht gefunden",
        "wartungsarbeiten", "bitte versuchen sie es später", "versuchen sie es später", "page demandée",
        "page que vous recherchez", "page que vous cherchez", "page que vous avez demandée",
        "article que vous recherchez", "page n'existe", "veuillez réessayer", "réessayez plus tard",
        "gêne occasionnée", "página que buscas", "página que busca", "página que estás buscando",
        "página que está buscando", "página solicitada", "la página no existe", "artículo que buscas",
        "inténtelo de nuevo", "inténtalo de nuevo", "inténtelo más tarde", "disculpe las molestias",
        "página que você", "página que procura", "página solicitada", "página não existe",
        "página não foi encontrada", "tente novamente", "pagina richiesta", "pagina che stai cercando",
        "pagina che cerchi", "pagina che hai", "pagina non esiste", "riprova più tardi",
        "ci scusiamo per", "opgevraagde pagina", "pagina die je zoekt", "pagina die u zoekt",
        "pagina bestaat niet", "probeer het later", "strona, której szukasz", "szukana strona",
        "podana strona", "żądana strona", "strona nie istnieje", "spróbuj ponownie", "spróbuj później",
        "przepraszamy za", "stránka, kterou hledáte", "požadovaná stránka", "hledaná stránka",
        "stránka neexistuje", "zkuste to", "sidan du söker", "sidan du letar", "sidan finns inte",
        "siden du leter", "siden du leder", "siden finnes ikke", "siden findes ikke", "försök igen",
        "prøv igen", "prøv igjen", "hakemaasi sivua", "etsimääsi sivua", "sivua ei löydy",
        "yritä uudelleen", "запрашиваемая страница", "запрошенная страница", "запрашиваемая вами",
        "страница не найдена", "страница, которую вы", "такой страницы", "страница удалена",
        "страница была удалена", "попробуйте позже", "попробуйте ещё", "повторите попытку",
        "приносим извинения", "сторінку не знайдено", "сторінка, яку", "запитувана сторінка",
        "спробуйте пізніше", "σελίδα που", "η σελίδα δεν", "δοκιμάστε ξανά", "aradığınız sayfa",
        "aradığınız içerik", "sayfa bulunamadı", "lütfen daha sonra", "tekrar deneyin", "pagina pe care",
        "pagina căutată", "pagina solicitată", "încercați din nou", "încearcă din nou", "keresett oldal",
        "kért oldal", "próbálja újra", "próbálja meg", "tražena stranica",
        "お探しのページ", "ご指定のページ", "指定されたページ", "このページは存在",
        "ページが見つかりません", "ページは見つかりません", "記事は存在", "しばらくしてから",
        "しばらく経ってから", "时间后再试", "稍后再试", "稍後再試", "请检查网址", "您访问的页面",
        "您要访问的", "您请求的", "您查找的", "你访问的页面", "您訪問的頁面", "您要找的", "页面不存在",
        "頁面不存在", "返回首页", "返回首頁", "요청하신 페이지", "찾으시는 페이지",
        "페이지를 찾을 수 없", "다시 시도", "잠시 후", "الصفحة التي", "الصفحة المطلوبة", "الصفحة غير",
        "حاول مرة أخرى", "يرجى المحاولة", "הדף שחיפשת", "העמוד שחיפשת", "הדף המבוקש", "העמוד המבוקש",
        "נסה שוב", "נסו שוב", "صفحه مورد نظر", "halaman yang anda", "halaman tidak", "coba lagi",
        "trang bạn", "trang này không", "vui lòng thử lại", "ไม่พบหน้า", "หน้าที่คุณ", "ลองใหม่อีกครั้ง",
        "पृष्ठ नहीं मिला", "पेज नहीं मिला", "फिर से प्रयास",
        "article has been removed", "article was removed", "story has been removed",
        "content has been removed", "page has been removed", "has been taken down", "been withdrawn",
        "licence has expired", "license has expired", "licence to show", "licensing reasons",
        "licensing agreement", "rights have expired", "rights to this", "for copyright reasons",
        "not on our site any more", "no longer on our site", "you have been looking for",
        "must take them down", "you wanted to read", "undergoing planned", "performing planned",
        "site is undergoing",
        "carrying out maintenance", "website is getting an update",
        "site is getting an update", "be back within",
        "cannot be reached at the moment", "we are working on it", "aus lizenzrechtlichen gründen",
        "lizenz abgelaufen", "lizenz ist abgelaufen", "aus rechtlichen gründen nicht",
        "artikel wurde entfernt", "artikel ist nicht mehr", "beitrag ist nicht mehr",
        "artikel wurde gelöscht", "von unserer seite nehmen", "sind bald zurück", "sind gleich zurück",
        "article a été retiré", "article a été supprimé", "article n'est plus disponible",
        "raisons de droits", "maintenance en cours", "artículo ha sido eliminado", "artículo ya no está",
        "contenido ya no está", "por motivos de licencia", "tareas de mantenimiento", "volveremos pronto",
        "endereço pode ter mudado", "página que tentou", "retirado do ar", "retirada do ar",
        "digitou o endereço", "endereço foi digitado", "verifique o endereço", "confira o endereço",
        "não encontramos a página", "não encontramos esta", "não encontramos essa",
        "não encontramos o conteúdo", "conteúdo não está mais", "conteúdo não existe",
        "conteúdo foi removido", "esta notícia não", "voltamos em breve",
        "articolo è stato rimosso", "articolo non è più", "contenuto non è più", "torniamo presto",
        "artikel is verwijderd", "artikel is niet meer", "artykuł został usunięty", "artykuł nie jest już",
        "článek byl odstraněn", "článek již není", "artikeln har tagits", "artiklen er fjernet",
        "artikkelen er fjernet", "материал удалён", "материал удален", "статья удалена", "haber kaldırıldı",
        "içerik kaldırıldı", "記事は削除", "公開を終了", "掲載を終了", "文章已被删除", "文章已删除",
        "삭제된 기사",
    ),
}

FAULTS = (
    "error establishing a database connection", "error connecting to database",
    "could not connect to the database", "database connection failed", "sqlstate[", "mysqli_",
    "mysql_connect", "sql syntax", "fatal error:", "parse error:", "warning: mysql",
    "uncaught exception", "uncaught error", "uncaught typeerror", "traceback (most recent call last)",
    "server error in '/' application", "runtime error", "description: an unhandled exception",
    "unhandled exception", "java.lang.", "nullpointerexception", "whitelabel error page",
    "no explicit mapping for /error", "application error: a", "critical error on this website",
    "problème critique sur", "error crítico en", "kritischen fehler auf", "erro crítico neste",
    "errore critico", "критическая ошибка", "briefly unavailable for scheduled maintenance",
    "guru meditation", "varnish cache server", "backend fetch failed", "upstream connect error",
    "no healthy upstream", "origin is unreachable", "web server is down",
    "web server is returning an unknown error", "bad gateway error code", "error code 5",
    "error code: 5", "error code 1020", "dns resolution error", "application failed to respond",
    "function_invocation", "deployment_not_found", "nosuchkey", "nosuchbucket", "<code>accessdenied",
    "specified key does not exist", "there isn't a github pages site here", "no such app",
    "fastly error", "request blocked. we can't connect", "generated by cloudfront",
    "could not be satisfied", "the requested url was rejected", "your support id is",
    "requested url was not found on this server", "was not found on this server",
    "don't have permission to access this", "server encountered an internal error",
    "symfony\\", "laravel\\", "xml parsing error",
)
"""What programs say that fail, in no sentence for a reader."""

WALLS = (
    "to continue reading", "log in to continue", "sign in to continue", "log in to read",
    "sign in to read", "login to read", "register to continue", "register to read",
    "create a free account to", "create an account to read", "to read the full article",
    "to read this article", "subscribe to read", "subscribe to continue", "anmelden und weiterlesen",
    "um weiterzulesen", "um den artikel zu lesen", "einloggen und weiterlesen", "pour lire la suite",
    "pour lire cet article", "pour continuer la lecture", "para seguir leyendo",
    "para continuar leyendo", "para continuar lendo", "per continuare a leggere", "om verder te lezen",
    "aby czytać dalej", "чтобы читать дальше", "чтобы прочитать", "続きを読むには", "登录后查看",
    "로그인 후 이용",
)
"""What a wall says even beside an article's own beginning."""

# --- Consent ------------------------------------------------------------------------

CONSENT = (
    "cookie", "consent", "personalised ad", "personalized ad", "personalised content",
    "personalized content", "store and/or access information on a device", "information on a device",
    "our partners", "legitimate interest", "privacy policy", "privacy settings", "privacy preferences",
    "personal data", "vendors", "unique identifiers", "ad measurement", "ad performance",
    "audience insights", "audience research", "accept all", "reject all", "ad-free",
    "einwilligung", "zustimm", "einwillig", "unsere partner", "unseren partnern", "personalisierte",
    "personenbezogene", "datenschutz", "berechtigte", "werbetracking", "mit werbung", "werbefrei",
    "pur-abo", "alle akzeptieren", "akzeptieren", "auf einem gerät", "widerruf", "consentement",
    "nos partenaires", "partenaires", "publicités personnalisées", "données personnelles",
    "données à caractère personnel", "tout accepter", "tout refuser", "intérêt légitime",
    "confidentialité", "traceurs", "consentimiento", "nuestros socios", "socios",
    "anuncios personalizados", "publicidad personalizada", "datos personales", "aceptar todo",
    "rechazar todo", "interés legítimo", "privacidad", "consentimento", "nossos parceiros", "parceiros",
    "anúncios personalizados", "dados pessoais", "aceitar tudo", "rejeitar tudo", "privacidade",
    "consenso", "nostri partner", "partner", "annunci personalizzati", "pubblicità personalizzata",
    "dati personali", "accetta tutto", "rifiuta tutto", "legittimo interesse", "toestemming",
    "onze partners", "gepersonaliseerde", "persoonsgegevens", "alles accepteren", "gerechtvaardigd belang",
    "plików cookie", "pliki cookie", "ciasteczka", "zgod", "zgodę", "zgody", "nasi partnerzy",
    "partnerzy", "partnerami", "spersonalizowane", "danych osobowych", "zaakceptuj", "prywatności",
    "souhlas", "soubory cookie", "osobní údaje", "osobních údajů", "naši partneři", "přijmout vše",
    "samtycke", "kakor", "våra partner", "personuppgifter", "samtykke", "informasjonskapsler",
    "våre partnere", "vores partnere", "personoplysninger", "suostumus", "evästei", "kumppani",
    "согласие", "файлы cookie", "куки", "персональных данных", "партнер", "персонализированн", "згоду",
    "згода", "персональних даних", "çerez", "rıza", "iş ortaklarımız", "kişisel veri",
    "kişiselleştirilmiş", "consimțământ", "partenerii noștri", "date cu caracter personal", "hozzájárul",
    "süti", "partnereink", "személyes adat", "συγκατάθεση", "συνεργάτες μας", "προσωπικών δεδομένων",
    "クッキー", "同意", "個人情報", "パートナー", "隐私", "合作伙伴", "个人数据", "接受全部", "隱私",
    "쿠키", "동의", "개인정보", "ملفات تعريف الارتباط", "موافقت", "شركاؤنا", "קובצי", "עוגיות", "הסכמה",
    "کوکی", "رضایت", "حریم خصوصی", "شرکای ما", "داده‌های شخصی", "داده های شخصی", "منافع مشروع", "پذیرش همه",
    "رد همه",
    "kuki", "persetujuan", "mitra kami", "đồng ý", "đối tác", "คุกกี้", "ยินยอม", "कुकी", "सहमति",
)
OURS = _set(
    "we our us wir unser unsere unserer unseren uns nous nos notre nosotros nuestro nuestra nuestros"
    " nuestras utilizamos usamos"
    " nós nosso nossa nossos nossas noi nostro nostra nostri nostre utilizziamo usiamo wij we ons onze"
    " my nas nasz nasi nasze naszych"
    " naszym naszymi używamy naše naši našich našimi používáme vi våra vår vore våre vores oss me"
    " meidän käytämme мы наш наши наших нашими"
    " ми наші наших biz bizim kullanıyoruz ortaklarımız noi noastre noștri folosim mi partnereink"
    " használunk εμείς μας kami kita chúng we're"
    " hemos ما हम हमारा हमारी हमारे हमें"
)
"""A site speaking for itself."""
YOURS = _set(
    "you your sie ihr ihre ihrer ihren ihnen du dein deine deiner vous votre vos usted ustedes tu tus"
    " su sus te você seu sua seus suas"
    " tuo tua tuoi tue je jouw u uw twoja twoje twój twojej ty państwa vaše vašeho vás váš din ditt"
    " dina dit dine sinun вы ваш вам вашего"
    " ваше вас ви ваші sizin dvs ön önnek adatait σας anda bạn"
    " شما आप आपका आपकी आपके अपना अपनी अपने"
)
SECOND = _set(
    "you your yours yourself dir dich du dein deine deinen deinem deiner vous votre vos usted você jouw"
    " uw twoje twój wasz państwa váš vaše вы вас вам ваш ваша ваши ваше ви din ditt dina dine sizin"
    " आप आपका आपकी आपके अपना अपनी अपने شما"
)
"""A reader spoken to, by words that mean nothing else."""
OFFERS = _set(
    "abo abos abonnement abonnements subscription subscriptions membership suscripción assinatura"
    " abbonamento prenumeration prenumerata prenumeratę předplatné подписка подписку передплату"
)
"""What a wall sells, where it is sold to the reader."""
SAID = _set(
    "said says told wrote writes announced reported ruled sagte sagten schrieb schrieben teilte"
    " erklärte berichtete déclaré affirmé annoncé raconte dijo dijeron explicó escribió afirmó disse"
    " disseram afirmou contou detto dichiarato scritto zei zeiden schreef powiedział powiedziała"
    " poinformował řekl řekla uvedl sade skrev sagde sanoi kertoi сказал сказала заявил заявила"
    " сообщил сообщила сообщили сказав повідомив söyledi dedi açıkladı spus declarat mondta είπε"
    " قال قالت אמר אמרה कहा"
)
"""Somebody reporting: what such a sentence quotes is not said to its reader."""
# Not words with blanks around them where those languages are written.
UNSPACED_OURS = (
    "我们", "我們", "当サイト", "当社", "私たち", "弊社", "本站", "本网站", "당사", "저희", "เรา", "हम",
    "ما و ",
    "نحن", "نستخدم", "شركاؤنا", "אנחנו", "אנו",
)
CONSENT_SURE = (
    "we and our partners", "we use cookies", "this site uses cookies", "this website uses cookies",
    "uses cookies to", "by clicking accept", 'by clicking "accept', "manage preferences",
    "manage options", "store and/or access information on a device", "withdraw your consent",
    "more options", "wir und unsere partner", "verwendet cookies", "wir verwenden cookies",
    "nutzt cookies", "weiterlesen mit werbung", "mit werbung weiterlesen", "nous et nos partenaires",
    "continuer sans accepter", "ce site utilise des cookies", "nosotros y nuestros socios",
    "utilizamos cookies", "usamos cookies", "este sitio utiliza cookies", "nós e os nossos parceiros",
    "nós e nossos parceiros", "este site utiliza cookies", "este site usa cookies",
    "noi e i nostri partner", "utilizziamo i cookie", "questo sito utilizza", "wij en onze partners",
    "gebruikt cookies", "wij gebruiken cookies", "my i nasi partnerzy", "używamy plików cookie",
    "vi och våra partner", "vi använder", "vi og vores partnere", "vi og våre partnere",
    "käytämme evästeitä", "мы используем файлы cookie", "мы используем cookie", "ми використовуємо",
    "ما و شرکای ما", "از کوکی‌ها", "از کوکی ها", "حریم خصوصی شما",
    "çerezler kullan", "çerez kullan", "folosim cookie", "sütiket használ", "クッキーを使用",
    "cookieを使用", "使用cookie", "쿠키를 사용", "نستخدم ملفات", "使用 cookie",
)

# --- Addresses -----------------------------------------------------------------------

PATHS: dict[Kind, frozenset[str]] = {
    Kind.LOGIN: _set("login log-in signin sign-in sign_in logon sso authorize authenticate auth oauth"
        " connexion se-connecter anmelden anmeldung einloggen accedi iniciar-sesion inloggen logowanie"
        " zaloguj prihlaseni logga-in register registration signup sign-up registrierung inscription"
        " registro wp-login.php login.php login.html login.aspx login.jsp regwall registration-wall"),
    Kind.SUBSCRIBE: _set("paywall subscribe subscription subscriptions abonnement abonnements abo"
        " s-abonner suscripcion suscripciones assine assinatura abbonati abbonamenti abonneren"
        " prenumerata subscribe-now offers"),
    Kind.CONSENT: _set("consent cookie-consent cookieconsent cookiewall cookie-wall collectconsent"
        " privacy-gate privacygate zustimmung einwilligung consent.html consent-management"
        " cookie-notice pur gdpr-consent tcf"),
    Kind.ERROR: _set("404 403 500 502 503 404.html 404.htm 404.php 404.aspx 500.html 500.aspx error"
        " errors error.html error.php error.aspx error.jsp error404 error-404 errorpage error-page"
        " notfound not-found not_found pagenotfound page-not-found page_not_found pagina-no-encontrada"
        " seite-nicht-gefunden page-introuvable unavailable maintenance wartung genericerror"
        " genericerrorpage fehler erreur"),
    Kind.CHALLENGE: _set("captcha challenge showcaptcha validatecaptcha sorry blocked verify-human"
        " cdn-cgi"),
    Kind.REGION: _set("451 geoblock geo-block geoblocked gdpr region-blocked unavailable-in-region"),
    Kind.AGE: _set("age-gate agegate age-verification age-check"),
    Kind.LIST: _set("search suche recherche buscar busca cerca zoeken szukaj hledat sok sog tag tags"
        " category categories kategorie categorie rubrik rubrique author authors archive archives"
        " archiv topics topic"),
}
HOSTS: dict[str, Kind] = {
    **dict.fromkeys(("login", "signin", "auth", "sso", "accounts", "account", "id", "idp",
        "secure-login", "myaccount"), Kind.LOGIN),
    **dict.fromkeys(("consent", "cmp", "cookie", "privacy-gate", "guce", "zustimmung", "myprivacy",
        "privacy-mgmt"), Kind.CONSENT),
    **dict.fromkeys(("geo", "captcha", "validate", "geo.captcha-delivery"), Kind.CHALLENGE),
}
FRONTS = _set("index.html index.htm index.php index.asp index.aspx index.jsp default.aspx default.asp"
    " home home.html homepage startseite accueil inicio portada")

# --- Marks in the markup ---------------------------------------------------------------

CHALLENGE_IDS = _set(
    "challenge-form challenge-running challenge-stage challenge-error-text challenge-error-title"
    " challenge-body-text challenge-success-text cf-wrapper cf-error-details cf-please-wait cf-spinner"
    " cf-content trk_jschal_js trk_jschal_nojs cf-challenge-running cf-hcaptcha-container"
    " sec-if-cpt-container sec-bc-container sec-cpt-if px-captcha px-captcha-wrapper"
    " px-captcha-container datadome-captcha ddg-captcha ddg-l10n-title ddos-guard anubis_challenge"
    " anubis_version anubis-challenge anubis_base_prefix"
    " captcha-container aws-waf-captcha challenge-container captcha-box captcha-form"
    " recaptcha-challenge distilidentificationblock distilcaptchaform incapsula-captcha main-iframe"
    " sucuri-block sucuri_cloudproxy kasada-challenge rc-imageselect radware_stormcaster"
    " friendly-challenge robot-check turnstile-wrapper vercel-security-checkpoint"
)
CHALLENGE_SCRIPTS = ("/cdn-cgi/challenge-platform/", "challenges.cloudflare.com", "captcha-delivery.com",
    "_incapsula_resource", "px-cdn.net", "px-cloud.net", "perimeterx.net", "awswaf.com", "hcaptcha.com",
    "google.com/recaptcha", "recaptcha", "ddos-guard.net", "/.well-known/ddos-guard",
    "/.within.website/", "kasada", "geetest", "arkoselabs", "/akam/", "_sec/cp_challenge", "/_bm/",
    "smartcaptcha", "x.ddg", "window._cf_chl_opt", "_cf_chl_opt", "gokuprops", "_pxappid", "slowaes",
    "ddjskey", "initgeetest")
APP_ROOTS = _set("root app __next __nuxt react-root app-root approot application main-app ember-app"
    " svelte gatsby-focus-wrapper ___gatsby __layout q-app single-spa-application app-container"
    " react-app vue-app appmount app-mount page-app mount")
# fmt: on
