# ruff: noqa: E501 - a page on a line reads better than a page in pieces
"""Pages as servers show them: what stands in place of articles, and articles that are easily taken for it."""

from newswatch.sources.placeholder_phrases import Kind

URL = "https://www.news.example/2026/11/harbour-expansion-approved"
# fmt: off
NAV = ("<header><a href=/>The Daily</a><nav><ul><li><a href=/world>World</a></li><li><a href=/business>Business</a></li>"
       "<li><a href=/sport>Sport</a></li><li><a href=/login>Log in</a></li></ul></nav></header>")
FOOT = "<footer><a href=/about>About us</a> <a href=/privacy>Privacy</a> <p>© 2026 The Daily Ltd.</p></footer>"
TEASERS = "".join(
    f"<article class=teaser><h3><a href=/2026/11/{slug}>{title}</a></h3><p>{text}</p></article>"
    for slug, title, text in (
        ("ferry", "Ferry line returns after ten years", "Two ships will cross the bay again from April on."),
        ("bread", "Bakers strike for a second day", "Shelves stay empty in most towns of the region."),
        ("owl", "Owl delays the last train", "The bird had settled on the signal, the railway says."),
        ("bridge", "Bridge to close for repairs", "Drivers will be led over the old road until June."),
        ("goal", "Late goal saves the cup night", "The home side had been behind since the first half."),
        ("mill", "Paper mill cuts a third of its jobs", "The owner names the price of power as the reason."),
        ("well", "Village digs its own well", "After two dry summers nobody wants to wait any longer."),
        ("film", "Festival opens with a silent film", "An orchestra plays to it for the first time."),
    )
)
LD = '<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{}","datePublished":"2026-11-20T08:00:00Z","author":{{"@type":"Person","name":"Ann Lee"}}}}</script>'
SHELL_SCRIPT = "<script src=/static/js/main.4f2a.js></script><script src=/static/js/vendor.11c0.js></script>"


def page(title="", body="", head="", lang="en"):
    return f"<!doctype html><html lang={lang}><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"


def on_site(title, main, head="", lang="en"):
    """Return a page within a newspaper's template, which calls everything an article."""
    return page(title, NAV + f"<main>{main}</main>" + FOOT, "<meta property=og:type content=article>" + head, lang)


def bare(title, *paragraphs, lang="en"):
    """Return a page that says nothing of itself."""
    return page(title, "<main>" + "".join(f"<p>{p}</p>" for p in paragraphs) + "</main>", lang=lang)


def ld(title, main, lang="en"):
    """Return a page within a template that makes up all that an article says of itself."""
    return page(f"{title} | The Daily", f"{NAV}<main><h1>{title}</h1>{main}</main>{FOOT}", LD.format(title), lang)


def soft_404(title, heading, text, lang="en"):
    return on_site(title, f"<h1>{heading}</h1><p>{text}</p><form action=/search><input name=q></form>", lang=lang)


TALKS = ("The talks on the new harbour went on until late at night on Tuesday without a result.", "Both sides want to meet again on Friday, when the mayor will be back from her journey to the capital.", "The dispute is about the height of the quay and about who pays for the road that leads to it.", "The fishermen fear for their moorings, while the company speaks of four hundred new jobs in the region.", "An expert of the university said that the bay was too shallow for the ships that are planned.", "Dredging would have to be done every second year, at a cost that nobody has named so far.", "The council had voted for the plan in spring with a majority of three after a debate of nine hours.", "Since then two members have changed their minds, and a petition has been signed by six thousand people.", "The minister wants a decision before the summer and has offered to come to the next meeting herself.", "Until then the diggers stand still, and guards watch the site by day and by night.")
ERRORS = {
    "en": ("Page not found | The Daily", "Page not found", "Sorry, the page you are looking for has been moved or no longer exists."),
    "en code": ("404 - The Daily", "404", "We couldn’t find that page."),
    "en oops": ("The Daily", "Oops! That page can’t be found.", "It looks like nothing was found at this location. Maybe try a search?"),
    "en story": ("Article unavailable — The Daily", "This article is no longer available", "Please use the search or return to the homepage."),
    "en 500": ("500 Internal Server Error", "Internal Server Error", "Something went wrong on our side. Our team has been notified."),
    "en 503": ("503 Service Temporarily Unavailable", "503 Service Temporarily Unavailable", "nginx"),
    "en maintenance": ("Site under maintenance", "We’ll be back soon!", "We are performing scheduled maintenance. Please check back shortly."),
    "de": ("Seite nicht gefunden | Tageblatt", "Seite nicht gefunden", "Die angeforderte Seite konnte leider nicht gefunden werden."),
    "de fehler": ("Fehler 404 – Tageblatt", "Hoppla!", "Die gesuchte Seite existiert nicht mehr oder wurde verschoben."),
    "fr": ("Page introuvable - Le Courrier", "Page introuvable", "La page que vous recherchez n’existe pas ou a été déplacée."),
    "fr erreur": ("Erreur 404", "Oups !", "Désolé, cette page n’existe plus."),
    "es": ("Página no encontrada | El Correo", "Página no encontrada", "Lo sentimos, la página que buscas no existe o ha sido eliminada."),
    "pt": ("Página não encontrada", "Erro 404", "Desculpe, a página que você procura não existe mais."),
    "it": ("Pagina non trovata - Il Foglio", "Pagina non trovata", "Spiacenti, la pagina richiesta non esiste o è stata rimossa."),
    "nl": ("Pagina niet gevonden | De Krant", "Pagina niet gevonden", "De pagina die je zoekt bestaat niet of is verplaatst."),
    "pl": ("404 – Strona nie istnieje", "Strona nie została znaleziona", "Przepraszamy, strona, której szukasz, nie istnieje."),
    "cs": ("Stránka nenalezena | Noviny", "Stránka nebyla nalezena", "Omlouváme se, hledaná stránka neexistuje."),
    "sv": ("Sidan hittades inte", "Sidan kunde inte hittas", "Sidan du söker finns inte längre."),
    "da": ("Siden blev ikke fundet", "Siden findes ikke", "Beklager, siden du leder efter findes ikke."),
    "no": ("Siden ble ikke funnet", "Fant ikke siden", "Beklager, siden du leter etter finnes ikke."),
    "fi": ("Sivua ei löytynyt", "Sivua ei löydy", "Valitettavasti hakemaasi sivua ei löytynyt."),
    "ru": ("Страница не найдена — Вести края", "Ошибка 404", "К сожалению, запрашиваемая страница не существует."),
    "uk": ("Сторінку не знайдено", "404", "На жаль, сторінка, яку ви шукаєте, не існує."),
    "el": ("Η σελίδα δεν βρέθηκε", "404", "Λυπούμαστε, η σελίδα που ζητήσατε δεν υπάρχει."),
    "tr": ("Sayfa bulunamadı", "Sayfa bulunamadı", "Üzgünüz, aradığınız sayfa mevcut değil."),
    "ro": ("Pagina nu a fost găsită", "Eroare 404", "Ne pare rău, pagina căutată nu există."),
    "hu": ("Az oldal nem található", "404", "Sajnáljuk, a keresett oldal nem található."),
    "ja": ("ページが見つかりません｜みなと新聞", "ページが見つかりません", "お探しのページは移動または削除された可能性があります。"),
    "ja 2": ("お探しのページは見つかりませんでした", "404", "お探しのページは存在しません。"),
    "zh": ("页面不存在", "404", "抱歉，您访问的页面不存在或已被删除。"),
    "zh-tw": ("找不到頁面", "找不到您要的頁面", "很抱歉，您要找的頁面不存在。"),
    "ko": ("페이지를 찾을 수 없습니다", "페이지를 찾을 수 없습니다", "요청하신 페이지가 존재하지 않거나 삭제되었습니다."),
    "ar": ("الصفحة غير موجودة", "404", "عذرا، الصفحة التي تبحث عنها غير موجودة."),
    "he": ("הדף לא נמצא", "הדף לא נמצא", "מצטערים, הדף שחיפשת לא נמצא."),
    "hi": ("पेज नहीं मिला", "404", "क्षमा करें, यह पेज मौजूद नहीं है।"),
    "id": ("Halaman tidak ditemukan", "404", "Maaf, halaman yang anda cari tidak ditemukan."),
    "vi": ("Không tìm thấy trang", "404", "Rất tiếc, trang bạn yêu cầu không tồn tại."),
    "th": ("ไม่พบหน้าที่คุณต้องการ", "404", "ขออภัย ไม่พบหน้าที่คุณกำลังมองหา"),
}
ERROR = "The page is an error page: it is titled"

LOGIN_FORM = "<form method=post><input type=email name=u><input type=password name=p><button>{}</button></form>"
CONSENT_EN = (
    "<p>We and our 214 partners store and/or access information on a device, such as cookies, and process personal data.</p>"
    "<p>With your consent, we and our partners may use precise location data. You can change your choices at any time in our privacy policy.</p>"
    "<p>Personalised ads and content, ad measurement, audience insights: our vendors rely on your consent or on legitimate interest.</p>"
    "<button>Accept all</button><button>Reject all</button><button>Manage options</button>"
)

PLACEHOLDERS: dict[str, tuple[str, str, str]] = {
    **{f"error {name}": (ERROR, URL, soft_404(*said, lang=name.partition(" ")[0])) for name, said in ERRORS.items()},
    "error with other articles": (ERROR, URL, page("Page not found | The Daily", f"{NAV}<h1>Page not found</h1><h2>Latest</h2>{TEASERS}{FOOT}")),
    "error in the sentence only": ("The page shows an error", URL, page("The Daily", "<div class=box><p>Sorry, the page you requested could not be found. It may have been removed.</p><p>Please check the address or go back to the home page.</p></div>")),
    "error of JSON": ("The page shows an error", URL, '{"error": {"code": 404, "message": "Resource not found"}}'),
    "error address": ("The link leads to an error page.", "https://www.news.example/404", page("The Daily", "<p>Try our newest stories or ask the desk for help with what you want to read.</p>")),
    "cloudfront": (ERROR, URL, page("ERROR: The request could not be satisfied", "<h1>403 ERROR</h1><h2>The request could not be satisfied.</h2><hr>Request blocked. We can't connect to the server for this app or website at this time.<pre>Generated by cloudfront (CloudFront) Request ID: x1</pre>")),
    "php": (Kind.ERROR, URL, page("", "<b>Fatal error</b>: Uncaught Error: Call to undefined function get_header() in /srv/www/index.php:17 Stack trace: #0 {main} thrown in /srv/www/index.php on line 17")),
    "wordpress": (Kind.ERROR, URL, page("WordPress &rsaquo; Error", "<div class=wp-die-message><p>There has been a critical error on this website.</p><p><a href=https://wordpress.org/documentation/>Learn more about troubleshooting.</a></p></div>")),
    "database": (Kind.ERROR, URL, page("Database Error", "<h1>Error establishing a database connection</h1>")),
    "traceback": (Kind.ERROR, URL, page("", "<pre>Traceback (most recent call last):\n File app.py, line 4, in view\nKeyError: 'slug'</pre>")),
    "varnish": (Kind.ERROR, URL, page("503 Backend fetch failed", "<h1>Error 503 Backend fetch failed</h1><p>Backend fetch failed</p><h3>Guru Meditation:</h3><p>XID: 12345</p><p>Varnish cache server</p>")),
    "nginx": ("The page is what a server shows", URL, page("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>")),
    "apache": ("The page is what a server shows", URL, page("Apache2 Ubuntu Default Page: It works", "<h1>It works!</h1><p>This is the default welcome page used to test the correct operation of the server.</p>")),
    "listing": ("The page is what a server shows", URL, page("Index of /2026", "<h1>Index of /2026</h1><pre><a href=/>Parent Directory</a> <a href=a.txt>a.txt</a></pre>")),
    "parked": ("There is no site at this address.", URL, page("news.example", "<h1>news.example</h1><p>This domain is for sale. Buy this domain now from its owner.</p>")),
    "suspended": ("There is no site at this address.", URL, page("Account Suspended", "<h1>Account Suspended</h1><p>This account has been suspended. Contact your hosting provider for more information.</p>")),

    "cloudflare": (Kind.CHALLENGE, URL, page("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript><script src=/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1></script>")),
    "cloudflare block": (Kind.CHALLENGE, URL, page("Attention Required! | Cloudflare", "<div id=cf-wrapper><h1>Sorry, you have been blocked</h1><h2>You are unable to access news.example</h2><p>This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution.</p><p>Cloudflare Ray ID: 8a1</p></div>")),
    "akamai": ("The page", URL, page("Access Denied", "<h1>Access Denied</h1>You don't have permission to access \"http://www.news.example/a\" on this server.<p>Reference #18.2d351ab8.1557333295.a4e16ab</p>")),
    "akamai wait": (Kind.CHALLENGE, URL, page("", "<div id=sec-if-cpt-container></div><script src=/_sec/cp_challenge/ak-challenge.js></script>")),
    "datadome": (Kind.CHALLENGE, URL, page("news.example", "<p>Please enable JS and disable any ad blocker</p><script src=https://ct.captcha-delivery.com/c.js></script>")),
    "imperva": (Kind.CHALLENGE, URL, page("", "<iframe id=main-iframe src=/_Incapsula_Resource?CWUDNSAI=23>Request unsuccessful. Incapsula incident ID: 12-34</iframe>")),
    "human": (Kind.CHALLENGE, URL, page("Access to this page has been denied.", "<div id=px-captcha></div><p>Press &amp; Hold to confirm you are a human (and not a bot).</p>")),
    "interruption": (Kind.CHALLENGE, URL, page("Pardon Our Interruption", "<h1>Pardon Our Interruption</h1><p>As you were browsing something about your browser made us think you were a bot.</p><ul><li>You're a power user moving through this website with super-human speed.</li></ul>")),
    "waf": (Kind.CHALLENGE, URL, page("Human Verification", "<div id=captcha-container></div><script src=https://x.token.awswaf.com/challenge.js></script>")),
    "ddos-guard": (Kind.CHALLENGE, URL, page("DDoS-Guard", "<h1>Checking your browser before accessing news.example</h1><p>Please wait a few seconds.</p>")),
    "anubis": (Kind.CHALLENGE, URL, page("Making sure you&#39;re not a bot!", "<h1>Making sure you're not a bot!</h1><p>Loading...</p><p>Protected by Anubis</p><script id=anubis_challenge type=application/json>{}</script>")),
    "unusual traffic": (Kind.CHALLENGE, URL, page(URL, "<p>Our systems have detected unusual traffic from your computer network. Please solve the CAPTCHA below to show that you are not a robot.</p><div class=g-recaptcha></div>")),
    "robot ru": (Kind.CHALLENGE, URL, page("Вы не робот?", "<p>Подтвердите, что запросы отправляли вы, а не робот.</p>", lang="ru")),
    "robot de": (Kind.CHALLENGE, URL, page("Sicherheitsüberprüfung", "<p>Bitte bestätigen Sie, dass Sie kein Roboter sind, um fortzufahren.</p>", lang="de")),
    "robot zh": (Kind.CHALLENGE, URL, page("安全验证", "<p>请完成安全验证，确认您是真人后继续访问。</p>", lang="zh")),
    "rate limit": (Kind.BUSY, URL, page("Too Many Requests", "<h1>Too Many Requests</h1><p>Rate limit exceeded. Try again in 60 seconds.</p>")),

    "login": (Kind.LOGIN, "https://www.news.example/login?return=/a", page("Log in | The Daily", f"{NAV}<h1>Log in</h1>{LOGIN_FORM.format('Log in')}<p>Forgot your password? Don't have an account? Create one.</p>{FOOT}")),
    "login host": (Kind.LOGIN, "https://login.news.example/u?state=x", page("The Daily", "<p>Welcome! Use the address with which you read our paper.</p>" + LOGIN_FORM.format("Next"))),
    "registration wall": (Kind.LOGIN, URL, on_site("Harbour expansion approved", "<h1>Harbour expansion approved</h1><p>Register for free or sign in to continue reading this story. Already have an account? Sign in to read.</p>")),
    "wall beside a line of text": (Kind.LOGIN, URL, on_site("Harbour expansion approved", "<h1>Harbour expansion approved</h1><p>The council has voted for the new quay.</p><div><p>Log in to continue reading</p><p>Create a free account to read this story.</p></div>")),
    "password and few words": (Kind.LOGIN, URL, page("The Daily", f"<h2>Harbour expansion approved</h2><p>Members' area.</p>{LOGIN_FORM.format('Go')}")),
    "login de": (Kind.LOGIN, URL, page("Anmelden – Tageblatt", "<h1>Anmelden</h1><p>Bitte melden Sie sich an, um den Artikel zu lesen. Passwort vergessen?</p>", lang="de")),
    "login fr": (Kind.LOGIN, URL, page("Le Courrier", "<p>Connectez-vous pour poursuivre votre visite. Mot de passe oublié ? Pas encore de compte ?</p>", lang="fr")),
    "login es": (Kind.LOGIN, URL, page("Iniciar sesión | El Correo", "<p>Inicia sesión o regístrate gratis para seguir.</p>", lang="es")),
    "login ja": (Kind.LOGIN, URL, page("ログイン｜みなと新聞", "<p>この先をご覧いただくにはログインが必要です。パスワードをお忘れの方はこちら。</p>", lang="ja")),
    "login ru": (Kind.LOGIN, URL, page("Вход на сайт", "<p>Войдите, чтобы продолжить. Забыли пароль? Зарегистрируйтесь.</p>", lang="ru")),
    "login zh": (Kind.LOGIN, URL, page("用户登录", "<p>请先登录后查看全文。忘记密码？</p>", lang="zh")),
    "login ar": (Kind.LOGIN, URL, page("تسجيل الدخول", "<p>يرجى تسجيل الدخول للمتابعة. هل نسيت كلمة المرور؟</p>", lang="ar")),
    "login pl": (Kind.LOGIN, URL, page("Zaloguj się", "<p>Zaloguj się, aby czytać dalej. Nie masz konta?</p>", lang="pl")),
    "paywall": (Kind.SUBSCRIBE, URL, page("The Daily", "<p>This article is for subscribers. Subscribe to continue reading. Already a subscriber?</p><p>Unlimited digital access. Cancel anytime.</p>")),
    "paywall it": (Kind.SUBSCRIBE, URL, page("Il Foglio", "<p>Contenuto riservato agli abbonati. Sei già abbonato?</p>", lang="it")),

    "consent": (Kind.CONSENT, URL, page("The Daily", f"<h1>We value your privacy</h1>{CONSENT_EN}")),
    "consent google": (Kind.CONSENT, "https://consent.news.example/m?continue=x", page("Before you continue", "<h1>Before you continue to News</h1><p>We use cookies and data to deliver and maintain services and measure audience engagement.</p><button>Accept all</button>")),
    "consent yahoo": (Kind.CONSENT, "https://consent.portal.example/v2/collectConsent?sessionId=1", page("Portal is part of a family of brands", f"<p>When you use our sites and apps, we use cookies.</p>{CONSENT_EN}")),
    "consent in an article's template": (Kind.CONSENT, URL, on_site("Harbour expansion approved", f"<div class=overlay>{CONSENT_EN}</div>")),
    "pur-abo": (Kind.CONSENT, URL, page("Tageblatt", "<h1>Weiterlesen mit Werbung</h1><p>Wir und unsere Partner verarbeiten personenbezogene Daten und nutzen Cookies für personalisierte Werbung.</p><p>Besuchen Sie unsere Website wie gewohnt mit Werbung und Tracking. Ihre Zustimmung können Sie jederzeit widerrufen.</p><p>Oder lesen Sie unser Angebot werbefrei im Pur-Abo. Details finden Sie in unserer Datenschutzerklärung.</p>", lang="de")),
    "consent fr": (Kind.CONSENT, URL, page("Le Courrier", "<p>Le respect de votre vie privée est notre priorité.</p><p>Nous et nos partenaires stockons des cookies et traitons vos données personnelles avec votre consentement.</p><p>Vous pouvez tout accepter ou continuer sans accepter. Nos partenaires mesurent les publicités personnalisées.</p>", lang="fr")),
    "consent es": (Kind.CONSENT, URL, page("El Correo", "<p>Nosotros y nuestros socios utilizamos cookies para mostrar anuncios personalizados.</p><p>Con su consentimiento, nuestros socios tratan datos personales. Consulte nuestra política de privacidad.</p>", lang="es")),
    "consent pl": (Kind.CONSENT, URL, page("Gazeta", "<p>My i nasi partnerzy używamy plików cookie. Potrzebujemy zgody na przetwarzanie danych osobowych przez naszych partnerów.</p>", lang="pl")),
    "consent ja": (Kind.CONSENT, URL, page("みなと新聞", "<p>当サイトはクッキーを使用します。当サイトの利用を続けるには同意が必要です。</p>", lang="ja")),

    "script root": (Kind.SCRIPT, URL, page("The Daily", f"<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>{SHELL_SCRIPT}")),
    "script article": (Kind.SCRIPT, URL, page("Harbour expansion approved", f"<div id=__next></div>{SHELL_SCRIPT}", "<meta property=og:type content=article>")),
    "script angular": (Kind.SCRIPT, URL, page("Harbour", f"<app-root></app-root>{SHELL_SCRIPT}")),
    "script de": (Kind.SCRIPT, URL, page("Tageblatt", "<p>Bitte aktivieren Sie JavaScript in Ihrem Browser, um diese Seite zu nutzen.</p>", lang="de")),
    "script fr": (Kind.SCRIPT, URL, page("Le Courrier", "<noscript><p>Veuillez activer JavaScript pour afficher cette page.</p></noscript><div class=spinner></div>", lang="fr")),
    "script zh": (Kind.SCRIPT, URL, page("新闻", "<noscript>请启用JavaScript以查看本页。</noscript><div id=app></div>", lang="zh")),

    "video": (Kind.VIDEO, "https://www.news.example/video/harbour", page("Watch: the harbour from above", f"{NAV}<h1>Watch: the harbour from above</h1><video src=/v.mp4></video><p>A drone flew over the quay on Monday and filmed the first cranes being put up by the workers.</p>", "<meta property=og:type content=video.other>")),
    "video by JSON-LD": (Kind.VIDEO, URL, page("The harbour from above", "<h1>The harbour from above</h1><iframe src=https://www.youtube.com/embed/x></iframe><p>A drone flew over the quay on Monday and filmed the cranes.</p>", '<script type="application/ld+json">{"@type":"VideoObject","name":"The harbour from above","uploadDate":"2026-11-20","description":"A drone."}</script>')),
    "player and a line": (Kind.VIDEO, URL, page("The harbour from above", "<h1>The harbour from above</h1><video></video><p>A drone flew over the quay on Monday and filmed the cranes.</p>")),

    "451": (Kind.REGION, URL, page("Unavailable due to legal reasons", "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are attempting to access this website from a country belonging to the European Economic Area (EEA) including the EU which enforces the General Data Protection Regulation (GDPR) and therefore access cannot be granted at this time.</p>")),
    "region": (Kind.REGION, URL, page("The Daily", "<p>Sorry, this content is not available in your region.</p>")),
    "region ru": (Kind.REGION, URL, page("Вести края", "<p>Материал недоступен в вашем регионе.</p>", lang="ru")),
    "age": (Kind.AGE, URL, page("The Daily", "<p>Are you over 18? Please confirm your age to enter this site.</p>")),
    "app": (Kind.APP, URL, page("The Daily", "<p>Open in the app to read this story. Download the app on Google Play or in the App Store.</p>")),
    "redirect": (Kind.REDIRECT, URL, page("Redirecting…", "<p>You are being redirected. <a href=/next>Click here if you are not redirected.</a></p>")),
    "pdf viewer": (Kind.DOCUMENT, URL, page("report.pdf", "<p>Your browser does not support PDF files. Download the PDF to view it.</p>")),
    "adblock": (Kind.BLOCKER, URL, bare("The Daily", "It looks like you are using an ad blocker.", "We understand that advertisements can be annoying, but they pay for the work of our reporters, photographers and editors.", "Please turn off your ad blocker for this site, or add us to the list of sites that may show advertising, and reload the page. It takes less than a minute and helps us to stay independent. Thank you for your support!")),
    "adblock 2": (Kind.BLOCKER, URL, bare("The Daily", "Ad blocker detected", "Our newsroom is paid for by advertising. To go on, please whitelist news.example in your extension: click on the icon in the corner of the browser, choose “pause on this site” and refresh. If you have no such extension, a setting of your browser or your network may be the cause. Ask us if you need help with any of these steps.")),
    "adblock de": (Kind.BLOCKER, URL, bare("Tageblatt", "Sie nutzen einen Adblocker.", "Wir finanzieren unsere Redaktion mit Werbung und möchten unsere Inhalte weiterhin kostenlos anbieten. Bitte schalten Sie Ihren Werbeblocker für unsere Seite aus und laden Sie die Seite neu. So geht es: Klicken Sie auf das Symbol in der Leiste Ihres Browsers und wählen Sie die Ausnahme für diese Seite. Vielen Dank für Ihre Unterstützung, Ihre Redaktion.", lang="de")),
    "adblock fr": (Kind.BLOCKER, URL, bare("Le Courrier", "Vous utilisez un bloqueur de publicité.", "La publicité permet de financer le travail de nos journalistes et de vous proposer une information de qualité. Pour continuer votre visite, merci de désactiver votre bloqueur de publicité sur notre site, puis de recharger la page. Vous pouvez aussi choisir de nous soutenir par un abonnement à partir d’un euro par mois, sans publicité.", lang="fr")),
    "adblock es": (Kind.BLOCKER, URL, bare("El Correo", "Hemos detectado que tienes activado un bloqueador de anuncios.", "La publicidad nos permite pagar a nuestros periodistas y ofrecerte información gratuita. Desactiva el bloqueador de anuncios para nuestra web y vuelve a cargar la página. Si prefieres navegar sin publicidad, puedes apoyarnos con una cuota mensual. Gracias por tu comprensión y por tu apoyo a nuestro trabajo.", lang="es")),
    "metered": (Kind.SUBSCRIBE, URL, bare("The Daily", "You have reached your limit of free articles.", "To keep reading, choose a plan that suits you. Every plan includes the daily paper on your telephone, all newsletters, the crossword and the archive since 1921.", "Monthly: 9 euros for the first three months, then 19. Yearly: 99 euros in the first year. Students pay half. You can stop at any time, and your first month is on us. Do you have a plan with us? Use the button in the corner.")),
    "metered 2": (Kind.SUBSCRIBE, URL, bare("The Daily", "That was your last free story this month", "Good journalism takes time, and it costs money. Join 40,000 readers who make ours possible, and enjoy every story, podcast and newsletter. Your membership starts at 1 euro a week for the first six months and renews at the regular price until you cancel. Already a member? Use your address to get back to the story.")),
    "metered fr": (Kind.SUBSCRIBE, URL, bare("Le Courrier", "Vous avez lu tous vos articles gratuits ce mois-ci.", "Pour poursuivre votre lecture, choisissez la formule qui vous convient. L’accès illimité à tous nos articles, à nos archives et à nos lettres vous est offert à 1 euro le premier mois, puis 9,90 euros par mois. Vous pouvez arrêter à tout moment. Nos journalistes vous remercient de votre confiance et de votre soutien.", lang="fr")),
    "metered es": (Kind.SUBSCRIBE, URL, bare("El Correo", "Has alcanzado el límite de artículos gratuitos de este mes.", "Elige el plan que mejor se adapta a ti y sigue leyendo sin límites. Todos los planes incluyen la edición digital, nuestros boletines y el archivo completo desde 1950. El primer mes cuesta un euro y puedes cancelar cuando quieras. Si ya tienes un plan con nosotros, entra con tu correo electrónico.", lang="es")),
    "parked at length": (Kind.PARKED, URL, bare("harbour-news.example", "harbour-news.example is available for purchase", "Get this domain today. Our specialists will help you to transfer the name within two days. Pay in full or in up to sixty monthly rates. Each purchase is protected by our guarantee, and you get your money back within thirty days. Make an offer, or call us from Monday to Friday. Other visitors also looked at these names and related searches.")),
    "parked 2": (Kind.PARKED, URL, bare("harbour-news.example", "The owner of this domain has put it up for sale.", "Premium domains like this one give your business a name that customers remember. Buy now for 2,988 dollars, or make an offer that the seller may accept. Fast and safe transfer, free support by telephone, no hidden fees. Since 2005 we have helped more than 300,000 customers to find the right name for what they do, and we will help you.")),
    "parked de": (Kind.PARKED, URL, bare("hafen-nachrichten.example", "Diese Domain kann gekauft werden.", "Der Inhaber bietet die Adresse auf unserem Marktplatz an. Machen Sie ein Angebot oder kaufen Sie die Domain zum Festpreis von 1.900 Euro. Wir kümmern uns um den Transfer, Sie zahlen sicher über unser Treuhandkonto. Fragen beantworten wir Ihnen gern am Telefon. Finden Sie auch passende Namen unter anderen Endungen für Ihr Projekt, Ihren Verein oder Ihr Geschäft.", lang="de")),
    "age at length": (Kind.AGE, URL, bare("The Daily", "This part of the site is for adults.", "You have to be of legal age in your country to enter. By clicking on “Enter” you declare that you were born before this day eighteen years ago and that you want to see material meant for adults. If you are younger, or if such material is against the law where you live, leave now. Parents can keep their children from this site with the programs listed below.")),
    "age 2": (Kind.AGE, URL, bare("Harbour Gin", "Please enter your birthday", "We sell and write about strong drinks, and therefore ask everybody for their age before they come in. You must be old enough to buy alcohol in the country from which you visit us. We keep what you enter for thirty days on your device and nowhere else. Drink with care, never before driving, and never when you expect a child. Day, month, year, enter.")),
    "age de": (Kind.AGE, URL, bare("Tageblatt", "Sind Sie volljährig?", "Die folgenden Inhalte sind erst ab 18 Jahren geeignet. Bitte bestätigen Sie, dass Sie mindestens 18 Jahre alt sind, bevor Sie weiterlesen. Wir sind gesetzlich verpflichtet, das Alter unserer Besucher zu prüfen. Ihre Angabe speichern wir nur auf Ihrem Gerät und löschen sie nach dreißig Tagen. Wenn Sie jünger sind, verlassen Sie bitte diese Seite. Ja, ich bin alt genug.", lang="de")),
    "app at length": (Kind.APP, URL, bare("The Daily", "Continue in the app", "This story reads better in our app. You get faster pages, alerts for the topics that you choose, and a mode for reading without a network. More than two million people use it each day, and they give it 4.8 of five stars. Get it for your telephone from the store, or stay in the browser. You can change your choice at any time in the settings.")),
    "app de": (Kind.APP, URL, bare("Tageblatt", "Weiter in der App", "In unserer App lesen Sie diesen Beitrag schneller und ohne Unterbrechung. Sie erhalten Meldungen zu den Themen, die Sie gewählt haben, und können Artikel auch ohne Netz lesen. Laden Sie die App kostenlos auf Ihr Telefon oder Ihr Tablet. Mehr als eine Million Menschen nutzen sie jeden Tag. Sie können Ihre Wahl jederzeit in den Einstellungen ändern.", lang="de")),
    "licence": (Kind.ERROR, URL, bare("The Daily", "This article has been removed because our licence has expired.", "We buy some of our stories from agencies and from other papers, and may show them only for a limited time. When that time is over, we have to take them off our site. We are sorry for that. You can look for the story in the archive of the paper in which it was first printed, or ask your library for a copy of it.")),
    "licence 2": (Kind.ERROR, URL, bare("The Daily", "The story you wanted to read is not on our site any more.", "It was written by an agency, and our agreement with it allows us to show its stories for thirty days only. After that we must take them down. We know that this is annoying, and are sorry. Our archive has many stories of our own on this topic. Use the search above, or let our editors know what you have been looking for.")),
    "withdrawn": (Kind.ERROR, URL, bare("The Daily", "This story has been taken down at the request of its publisher.", "We regularly check what we show, and remove stories when the people named in them have a right to it, or when a court tells us so. We cannot give you any reasons in a single case. If you have questions, write to our editors, and please name the address of the page. You will get an answer within a week.")),
    "licence de": (Kind.ERROR, URL, bare("Tageblatt", "Dieser Artikel ist aus lizenzrechtlichen Gründen nicht mehr verfügbar.", "Wir übernehmen manche Beiträge von Agenturen und dürfen sie nur für eine begrenzte Zeit zeigen. Danach müssen wir sie von unserer Seite nehmen. Wir bitten um Ihr Verständnis. In unserem Archiv finden Sie viele eigene Berichte zu diesem Thema. Nutzen Sie die Suche, oder schreiben Sie unserer Redaktion, wenn Sie einen bestimmten Beitrag vermissen.", lang="de")),
    "login hi": (Kind.LOGIN, URL, bare("समाचार", "आगे पढ़ने के लिए कृपया लॉगिन करें", "अपना मोबाइल नंबर या ईमेल डालें और हम आपको एक ओटीपी भेजेंगे। लॉगिन करने के बाद आप सभी खबरें मुफ्त में पढ़ सकते हैं, अपनी पसंद के विषय चुन सकते हैं और टिप्पणी कर सकते हैं। क्या आपका खाता नहीं है? नया खाता बनाएं। आगे बढ़ने पर आप हमारी शर्तों और निजता नीति से सहमत होते हैं। पासवर्ड भूल गए? यहां क्लिक करें।", lang="hi")),
    "login hi 2": (Kind.LOGIN, URL, bare("समाचार", "अपने खाते में साइन इन करें", "यह लेख केवल पंजीकृत पाठकों के लिए है। पंजीकरण मुफ्त है और इसमें एक मिनट से भी कम समय लगता है। अपना ईमेल पता दर्ज करें, पासवर्ड चुनें और हमारे सभी लेख, न्यूज़लेटर और ई-पेपर पढ़ें। पहले से सदस्य हैं? तो अपने ईमेल और पासवर्ड से प्रवेश करें। आपकी जानकारी हमारे पास सुरक्षित रहती है।", lang="hi")),
    "consent fa": (Kind.CONSENT, URL, bare("روزنامه", "ما به حریم خصوصی شما احترام می‌گذاریم", "ما و شرکای ما از کوکی‌ها برای ذخیره و دسترسی به اطلاعات روی دستگاه شما استفاده می‌کنیم. با رضایت شما، داده‌های شخصی مانند نشانی آی‌پی برای نمایش تبلیغات شخصی‌سازی‌شده و سنجش محتوا پردازش می‌شود. شما می‌توانید رضایت خود را هر زمان در تنظیمات حریم خصوصی پس بگیرید. برخی از شرکای ما بر پایه منافع مشروع داده‌ها را پردازش می‌کنند.", "پذیرش همه", "رد همه", lang="fa")),
    "ld maintenance": (Kind.ERROR, URL, ld("We’ll be right back", "<p>The Daily is undergoing planned maintenance. Our engineers are moving our site to new machines tonight. We will be back at six in the morning. Thank you for your patience.</p>")),
    "ld maintenance 2": (Kind.ERROR, URL, ld("Planned maintenance", "<p>Our website is getting an update and cannot be reached at the moment. We are working on it and expect to be back within two hours. We are sorry for any trouble that this may cause you. Follow us on other channels for news in the meantime.</p>")),
    "ld 404 pt": (Kind.ERROR, URL, ld("Ops! Algo deu errado", "<p>A página que você procura não foi encontrada. O endereço pode ter mudado ou o conteúdo foi retirado do ar. Confira se digitou o endereço corretamente ou use a busca para encontrar o que deseja.</p>", "pt")),
    "ld 404 pt 2": (ERROR, URL, ld("Conteúdo indisponível", "<p>Não encontramos a página que você tentou acessar. Ela pode ter sido removida, ter mudado de nome ou estar temporariamente fora do ar. Volte para a página inicial ou veja as notícias mais lidas do dia.</p>", "pt")),
    "ld captcha de": (Kind.CHALLENGE, URL, ld("Sind Sie ein Mensch?", "<p>Aus Ihrem Netzwerk kamen in kurzer Zeit sehr viele Anfragen. Bitte lösen Sie die folgende Aufgabe, um zu zeigen, dass Sie kein Programm sind. Geben Sie die Zeichen ein, die Sie im Bild sehen, und klicken Sie auf Weiter. Danach leiten wir Sie zur gewünschten Seite.</p>", "de")),
    "ld captcha de 2": (Kind.CHALLENGE, URL, ld("Kurze Überprüfung", "<p>Wir müssen kurz prüfen, ob Sie ein Mensch oder ein Roboter sind. Bitte lösen Sie das Captcha, um fortzufahren. Wenn Sie diese Meldung öfter sehen, wenden Sie sich an unsere Redaktion und nennen Sie die Kennung 8f2a.</p>", "de")),
    "ld perimeterx": (Kind.CHALLENGE, URL, page("Harbour expansion approved", "<div id=px-captcha></div><h1>Before we continue...</h1><p>Press &amp; Hold to confirm you are a human (and not a bot).</p><p>Having a problem? If the button does nothing, reload the page, allow scripts and turn off extensions that block them, or write to our support and name the following number.</p><p>Reference ID 5f1c-11ee</p>", LD.format("Harbour expansion approved"))),
    "ld abo de": (Kind.SUBSCRIBE, URL, ld("Hafenausbau beschlossen", "<p>Hol dir jetzt dein Abo und lies weiter. Alle Texte, Podcasts und das E-Paper, im ersten Monat gratis und danach für 9,99 Euro. Einfach kündbar.</p>", "de")),
    "ld abo de 2": (Kind.SUBSCRIBE, URL, ld("Hafenausbau beschlossen", "<p>Sichern Sie sich jetzt Ihren Zugang und lesen Sie alle Inhalte. Vier Wochen für einen Euro testen, danach 12 Euro im Monat. Sie können jederzeit kündigen.</p>", "de")),
    "ld wall fr": (Kind.SUBSCRIBE, URL, ld("Le port sera agrandi", "<p>Profitez de notre offre et lisez la suite de cet article. Un euro le premier mois, puis 9,90 euros. Votre abonnement s’arrête quand vous voulez.</p>", "fr")),
    "ld wall en": (Kind.SUBSCRIBE, URL, ld("Harbour expansion approved", "<p>Get your subscription now and read on. All stories, podcasts and the daily paper, free for your first month and 9 euros after that. Stop whenever you like.</p>")),
    "adb impersonal": (Kind.BLOCKER, URL, bare("The Herald","Please turn off your ad blocker","We noticed that you have an ad blocker enabled. Advertising revenue helps us fund the journalism you come here to read. To continue to our site, disable the ad blocker and then refresh this page. Alternatively you can subscribe for a few cents a day and browse without ads. Need help? Visit our support pages for instructions for your browser.")),
    "met impersonal": (Kind.SUBSCRIBE, URL, bare("The Herald","You have reached your limit of free articles.","To keep reading, choose a plan. Basic digital access costs one dollar a week for the first year. Premium includes the print edition on weekends, five guest passes and the puzzle collection. All plans renew automatically. Offer for new customers only. Prices may change after the introductory period. Taxes may apply depending on where you live.")),
    "parked by name": (Kind.PARKED, URL, bare("news.example","news.example is for sale","The domain name news.example is for sale. Make an offer or buy it now at a set price. Why this marketplace? Over two million names sold, payment by card or transfer, and a dedicated team of experts to guide you. Interested parties can also lease the name by the month. Secure payments are handled by an independent escrow service.")),
    "age impersonal": (Kind.AGE, URL, bare("Vines","Are you of legal drinking age?","This website contains information about alcoholic beverages and is intended only for persons of legal drinking age. By entering this site you agree to our terms of use and privacy policy and to the use of cookies. Please drink responsibly. Do not share this content with anyone under age. Select your country and date of birth to proceed to the site.")),
    "app impersonal": (Kind.APP, URL, bare("Herald","Continue in the app","Get the best experience with our app. Save stories for later, follow your favourite writers and receive breaking news alerts as they happen. Listen to articles while commuting and read offline wherever you are. Scan the code with your phone camera, or download it from the store. Not now, continue to the mobile site instead.")),
    "lic impersonal": (Kind.ERROR, URL, bare("Herald","This article has been removed because our licence has expired.","Articles supplied by news agencies are available on this website for a limited period. After that period the agreement with the agency requires us to delete them. More recent coverage can be found in the sections listed in the menu. Readers who need a copy for research can contact the agency directly. We apologise for any inconvenience caused by this.")),
    "hi impersonal": (Kind.LOGIN, URL, bare("दैनिक","लॉगिन करें","खबर पूरी पढ़ने के लिए लॉगिन करें। अपना मोबाइल नंबर दर्ज करें और ओटीपी प्राप्त करें। गूगल या फेसबुक से भी जारी रख सकते हैं। लॉगिन करने से आप हमारी नियम और शर्तों को स्वीकार करते हैं। नए यूजर हैं? साइन अप करें और पाएं रोज की ताज़ा खबरें, ई-पेपर और न्यूज़लेटर अपने ईमेल पर।",lang="hi")),
    "fa impersonal": (Kind.CONSENT, URL, bare("خبر","برای ادامه به رضایت شما نیاز داریم","این وب‌سایت از کوکی‌ها استفاده می‌کند تا تجربه بهتری برای شما فراهم کند. با کلیک روی «پذیرش» با استفاده از همه کوکی‌ها موافقت می‌کنید. ما و همکارانمان داده‌های شخصی شما را برای تبلیغات هدفمند، آمار بازدید و بهبود خدمات پردازش می‌کنیم. می‌توانید تنظیمات کوکی را تغییر دهید یا همه را رد کنید. برای اطلاعات بیشتر سیاست حفظ حریم خصوصی را بخوانید.",lang="fa")),
    "mnt impersonal": (Kind.ERROR, URL, ld("We'll be back soon","<p>Our site is currently down for maintenance. We apologize for the inconvenience and expect to be online again shortly. In the meantime follow us on social media for the latest headlines and breaking news.</p>")),
    "pt impersonal": (ERROR, URL, ld("Página não encontrada","<p>Ops! A página que você está procurando não existe ou foi movida. Verifique o endereço digitado ou volte para a página inicial. Você também pode usar a busca para encontrar notícias, vídeos e colunas publicadas no nosso portal.</p>","pt")),
    "de impersonal": (Kind.CHALLENGE, URL, ld("Sicherheitsprüfung","<p>Bitte bestätigen Sie, dass Sie kein Roboter sind. Unser System hat ungewöhnliche Aktivitäten von Ihrer IP-Adresse festgestellt. Lösen Sie bitte das Captcha, um die Seite aufzurufen. Bei Problemen wenden Sie sich an unseren Kundenservice.</p>","de")),
    "abo impersonal": (Kind.SUBSCRIBE, URL, ld("Hafen","<p>Hol dir jetzt dein Abo und lies weiter: alle Artikel, alle Podcasts, alle Videos. Im ersten Monat kostenlos, danach nur 4,99 Euro. Jederzeit kündbar. Los geht's!</p>","de")),
    "front page": (Kind.FRONT, "https://www.news.example/", page("The Daily – News from the coast", f"{NAV}{TEASERS}{TEASERS}{FOOT}", "<meta property=og:type content=website>")),
    "front page of a language": (Kind.FRONT, "https://www.news.example/en/", page("The Daily", f"{NAV}{TEASERS}{FOOT}")),
    "section": (Kind.LIST, "https://www.news.example/business", page("Business – The Daily", f"{NAV}<h1>Business</h1>{TEASERS}{TEASERS}{FOOT}", "<meta property=og:type content=website>")),
    "search": (Kind.LIST, "https://www.news.example/search?q=harbour", page("Search – The Daily", f"{NAV}<h1>Search</h1>{TEASERS}{TEASERS}{FOOT}")),
    "topic of two words": (Kind.LIST, "https://www.news.example/topics/climate-change", page("Climate change", f"{NAV}<h1>Climate change</h1>{TEASERS}{TEASERS}{FOOT}")),
    "section with excerpts": (Kind.LIST, "https://www.news.example/sea", page("Sea", f"{NAV}<h1>Sea</h1><ul>{''.join(f'<li><h2><a href=/{i}>Story {i}</a></h2><p>{text} Read on.</p></li>' for i, text in enumerate(TALKS))}</ul>{FOOT}")),
    "category with excerpts in boxes": (Kind.LIST, "https://www.news.example/category/sea", page("Sea", f"{NAV}<main><h1>Sea</h1>{''.join(f'<article><header><h2><a href=/{i}>Story {i}</a></h2></header><div><p>{text} Read on.</p></div></article>' for i, text in enumerate(TALKS))}</main>{FOOT}")),
    "stub": ("There is too little text on this page for an article", URL, page("Harbour", "<p>More follows soon on the harbour.</p>")),
    "nothing": ("There is no text on this page", URL, page("Harbour", NAV + FOOT)),
}

# --- Articles ------------------------------------------------------------------------


def report(headline, *paragraphs, lang="en", marked=True, around=""):
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    head = LD.format(headline) if marked else ""
    return page(f"{headline} | The Daily", f"{NAV}{around}<article><h1>{headline}</h1>{body}</article>{FOOT}", head, lang)


COOKIES = (
    "The privacy regulator has fined a retailer four million euros over its cookie banner, it said on Tuesday.",
    "Visitors could accept all cookies with one click, but had to go through three pages to reject them, the authority found.",
    "“We and our partners store and access information on a device,” the banner said, without naming any of the 800 vendors.",
    "Lawyers expect that other shops will now change their consent forms. The company said it would appeal the decision in court.",
    "Consumer groups had complained about the design two years ago and called the ruling a signal for the whole industry.",
)
NOT_FOUND = (
    "A museum in the capital has opened an exhibition of error pages, from the first “404 Not Found” to today's drawn characters.",
    "“The page you requested could not be found” is perhaps the most read sentence of the web, said the curator, Maria Holm.",
    "Visitors walk through a dark room in which screens go blank one after another until only a small robot is left.",
    "The exhibition is open until March, and schools are admitted free of charge on weekdays before noon.",
)
LOGIN_OUTAGE = (
    "Customers of two banks could not log in to their accounts on Friday morning after an update went wrong overnight.",
    "Many saw the message “Access denied” or were asked to log in to continue, again and again, without success.",
    "The banks apologised and said that the error had been found by noon. No money was lost, and cards worked throughout.",
    "The supervisor has asked both for a report by the end of the month, a spokeswoman told the agency.",
)
ROBOTS = (
    "Machines now solve the puzzles that ask whether someone is human faster than people do, researchers in Delft report.",
    "Their program passed the captcha of five large providers in every attempt, while volunteers failed one time in seven.",
    "The puzzles should be given up, the team says, since they only cost people time. Providers point to newer methods that watch how a browser behaves.",
)
BRIEF = ("The ferry to the islands does not run today because of the storm. The next crossing is planned for Saturday at noon, the operator said.",)

ARTICLES: dict[str, tuple[str, str]] = {
    "cookies": (URL, report("Retailer fined over cookie banner", *COOKIES)),
    "cookies without a claim": (URL, report("Retailer fined over cookie banner", *COOKIES, marked=False)),
    "cookies with a banner": (URL, report("Retailer fined over cookie banner", *COOKIES, around=f"<div id=cookie-consent>{CONSENT_EN}</div>")),
    "advice on cookies": (URL, report("How to refuse cookies", "Cookie banners are everywhere, and most people click on the button that makes them go away.", "You can do better: your browser lets you block cookies of third parties altogether, and you need not accept all of them on any site.", "Open the settings, look for privacy, and tick the box for cookies. You will be asked less often, and your data stays with you.", "Some pages no longer work then. In that case you can make an exception for the site, experts at the consumer office say.", marked=False)),
    "404": (URL, report("The art of the 404", *NOT_FOUND)),
    "404 without a claim": (URL, report("The art of the 404", *NOT_FOUND, marked=False)),
    "404 jobs": (URL, report("404 jobs lost at the mine", *NOT_FOUND[2:], *LOGIN_OUTAGE[2:], marked=False)),
    "500 errors": (URL, report("500 errors found in voting register", *LOGIN_OUTAGE[1:], marked=False)),
    "page not found as a theme": (URL, report("Page not found: how the web forgets", *NOT_FOUND, *ROBOTS, marked=False)),
    "missing plane": (URL, report("Missing plane not found after week of searching", *LOGIN_OUTAGE[2:], *ROBOTS[:2], marked=False)),
    "login outage": (URL, report("Banks’ customers locked out", *LOGIN_OUTAGE)),
    "login outage without a claim": (URL, report("Banks’ customers locked out", *LOGIN_OUTAGE, marked=False)),
    "login form in the header": (URL, report("Banks’ customers locked out", *LOGIN_OUTAGE, marked=False, around=f"<div id=modal><h2>Log in</h2>{LOGIN_FORM.format('Log in')}<p>Forgot your password?</p></div>")),
    "access denied": (URL, report("Access denied: reporters kept out of the trial", *LOGIN_OUTAGE[2:], *COOKIES[3:], marked=False)),
    "access denied alone": (URL, report("Access denied", *(LOGIN_OUTAGE[2:] + COOKIES[3:]))),
    "captcha": (URL, report("Machines beat the captcha", *ROBOTS)),
    "captcha without a claim": (URL, report("Are you human?", *ROBOTS, *COOKIES)),
    "guarded": (URL, report("Machines beat the captcha", *ROBOTS, marked=False, around="<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script><script src=https://www.google.com/recaptcha/api.js></script>")),
    "paywalls": (URL, report("Publishers tear down their paywalls", "Three publishers will open their archives to all readers in January, they announced on Monday.", "Until now one had to subscribe to continue reading after five articles a month. Fewer than two in a hundred did.", "Advertising is to make up for what is lost, said the chief executive of the largest of them. Its shares fell by four per cent.", "Readers of the smallest had voted for the step in a survey of last spring, and so had its editors.", marked=False)),
    "teaser above a wall": (URL, report("Harbour expansion approved", "The council has voted for the new quay after a debate of nine hours. Work is to begin in spring and will cost 90 million, twice as much as was planned when the first drawings were shown.", "Log in to continue reading. Already a subscriber?")),
    "javascript": (URL, report("JavaScript turns thirty", "The language that makes web pages move was written in ten days. Thirty years later hardly a site works without it.", "Readers who turn it off see a sentence that asks them to enable JavaScript, and little else, a study of 10,000 sites found.", "Its author said in an interview that he would do one thing in another way: dates.")),
    "noscript of comments": (URL, report("Ferry cancelled", *BRIEF, around="<noscript>Please enable JavaScript to view the comments.</noscript>")),
    "noscript of the site": (URL, report("Ferry cancelled", *BRIEF, around="<noscript>This site needs JavaScript. Please enable JavaScript.</noscript>")),
    "rendered in a root": (URL, page("Ferry cancelled", f"<div id=__next><article><h1>Ferry cancelled</h1><p>{BRIEF[0]}</p></article></div>{SHELL_SCRIPT}", LD.format("Ferry cancelled"))),
    "brief": (URL, report("Ferry cancelled", *BRIEF)),
    "flash": (URL, report("President resigns", "The president has resigned, her office said on Monday. More follows.")),
    "report with a video": (URL, report("Harbour from above", "The first cranes stand at the new quay, and a drone has filmed them. On Monday the workers raised the last of the four, which is eighty metres tall and came by ship from the north. The council wants to open the quay in spring of next year.", around="<video src=/v.mp4></video>")),
    "report in the section of videos": ("https://www.news.example/video/harbour", report("Harbour from above", *(LOGIN_OUTAGE + COOKIES))),
    "region": (URL, report("Films vanish from the catalogue", "A streaming service has taken two hundred films out of its catalogue in eleven countries.", "Subscribers see the sentence “not available in your region” instead. The rights had run out, the company said, and would not be bought again.", "The association of film makers called for a law that keeps such works within reach of the public.", marked=False)),
    "legal reasons": (URL, report("Website blocked for legal reasons", "A court has ordered providers to block a site that sells forged papers, for legal reasons that were not published.", "The site was reached by forty thousand people a month. Its owners are unknown and did not appear before the judge on Thursday.", "Providers have until the end of the month to comply with the order, or pay a fine each day.", marked=False)),
    "age": (URL, report("Shops must ask for age", "Sellers of energy drinks must ask customers whether they are 18 from January on, parliament decided on Wednesday. Those who do not verify the age pay up to 5,000 euros. Cashiers fear quarrels at the till, and their union wants the devices to check it on their own, as they do in two neighbouring countries.", marked=False)),
    "app": (URL, report("City gets an app for parking", "Drivers can pay for parking by telephone from Monday on.", "They have to download the app, give the number of their car and start the clock.", "Machines that take coins stay in place until the summer, the city said, because a third of all drivers are older than seventy years.", "The councils of two suburbs want to join in before the year is over.", marked=False)),
    "maintenance": (URL, report("Bridge under maintenance until June", "The bridge over the sound is under maintenance until June, and drivers must take the old road. Trains pass at walking pace. The work had been put off twice for want of money, and engineers had warned of cracks in two of the pillars since the last inspection in autumn.", marked=False)),
    "address with digits and a query": ("https://www.news.example/?p=1234", report("Banks’ customers locked out", *LOGIN_OUTAGE, marked=False)),
    "front of a site of its own": ("https://flood.news.example/", report("After the flood", *(NOT_FOUND + LOGIN_OUTAGE + COOKIES + ROBOTS))),
    "beside teasers": ("https://www.news.example/harbour", report("Harbour expansion approved", *(NOT_FOUND + LOGIN_OUTAGE + COOKIES), around=f"<aside>{TEASERS}</aside>")),
    "404 code": (URL, report("404: the story of an error code", "Three digits that everybody knows turn thirty-five this month. They were chosen by engineers in Geneva, who sorted all the answers of a server by hundreds and gave the fourth to mistakes of the reader.", "Legend has it that the number stood on the door of a room. There never was such a room, one of the engineers says, and nobody had time for jokes. It was simply the next number that was free.")),
    "404 code short": (URL, report("404: the story of an error code", "Three digits that everybody knows turn thirty-five this month. They were chosen by engineers in Geneva, who sorted all the answers of a server by hundreds and gave the fourth to mistakes of the reader. Legend has it that the number stood on a door.")),
    "404 code bare": (URL, report("404: the story of an error code", "Three digits that everybody knows turn thirty-five this month. They were chosen by engineers in Geneva, who sorted all the answers of a server by hundreds and gave the fourth to mistakes of the reader.", "Legend has it that the number stood on the door of a room. There never was such a room, one of the engineers says, and nobody had time for jokes. It was simply the next number that was free.", marked=False)),
    "art show": (URL, report("Page not found", "The art show at the old mill collects what has vanished from the web. Forty artists from nine countries have rebuilt sites of which nothing but a name was known, some from the memory of their authors, some from printed mail.", "It is open from Thursday to Sunday until the end of March. Guided tours start at noon and cost five euros.")),
    "art show quoting": (URL, report("Page not found", "“Page not found” is the name of an art show at the old mill. Visitors see forty sites that are gone, rebuilt by artists from nine countries.", "The page you are looking for no longer exists, says a voice at the entrance, and then the lights go out. The curator spent six years on it.", "It is open from Thursday to Sunday until the end of March.")),
    "paywalls quoted": (URL, report("Publishers tear down their paywalls", "“Subscribe to continue reading. Already a subscriber? Log in to continue.” Readers of three papers will not see these lines any more from January on, when the archives open to all. Fewer than two in a hundred had ever paid, the publishers say. Advertising is to make up for what is lost, and shares of the largest fell by four per cent.")),
    "paywalls 2": (URL, report("The wall that nobody climbed", "You have reached your limit of free articles, the box said, and most readers left. To keep reading, they had to choose a plan that cost more than a printed paper. Three publishers now give up such walls, they announced on Monday. Fewer than two in a hundred of their readers had paid. Your first month is free, the box went on, and many took that month and were gone.")),
    "cookies 1": (URL, report("Shop fined over four words", "“We use cookies” was all that the banner of a shop told its visitors, and that is not enough, a court in Utrecht has ruled: whoever stores personal data on a device must say what for, name the partners who receive it, and offer a button to reject as large as the one to accept, without which consent is void, the judges wrote in a ruling of sixty pages.")),
    "cookies 2": (URL, report("Banner misled visitors", "The banner said: 'We use cookies to make your visit better. By clicking accept you agree to our privacy policy and to the use of your personal data by our partners.' That misled people, the regulator said on Tuesday, and fined the shop four million euros. It may appeal until May. Consumer groups had complained two years ago and want more.")),
    "js 1": (URL, report("A web without scripts", "‘Please enable JavaScript’ is what Ann Holm reads on most pages that she visits, because she has turned it off for a year to see what is left of the web: papers, libraries and, to her surprise, her bank. She lost her seat in three trains, could not buy shoes, and slept better than before, she writes in a book that will be out in May.")),
    "js 2": (URL, report("A web without scripts", "Please enable JavaScript to continue, says the site of the railway when your browser runs no scripts, and that may be against the law, a court has found. A blind man from Bergen had sued because his reader does not run them. The railway must now sell its tickets without, within six months, or pay for each day. It wants to appeal and says that rewriting its shop would cost millions.")),
    "pw in a report": (URL, report("Why readers leave","When a box says “You have reached your limit of free articles. To keep reading, choose a plan”, nine in ten readers close the page, according to a study of the university of Delft. The authors watched forty thousand readers of six papers for a year. Those who paid did so mostly on their telephones, late in the evening, and after a story about their own town.")),
    "adb in a report": (URL, report("Court allows ad blockers","A court in Hamburg has allowed ad blockers again. A publisher had sued the maker of the program, which hides advertisements on its pages. The judges found that readers may decide what their browser shows. The publisher now asks readers to turn off the ad blocker or to pay. An appeal is possible, and the case is likely to reach Luxembourg.", marked=False)),
    "dom in a report": (URL, report("Town's name sold at auction","The domain name of a town of nine hundred people was sold for two million dollars on Monday. The mayor had refused to buy it for ten years. Its owner, a retired teacher, registered it in 1996 to show photographs of his dog. A casino has bought it, and the council fears the worst. The dog died in 2003.", marked=False)),
    "age in a report": (URL, report("Drinking age to rise","The legal drinking age is to rise to 21 in three states from May on. Buyers must be 18 or older today, and shops must ask for a paper that shows it. Doctors had asked for the step since two studies showed what alcohol does to the brain. Brewers speak of a hundred jobs that are at risk. Polls find voters divided evenly.", marked=False)),
    "col in a report": (URL, report("My week without a phone","I gave my phone to a friend on Monday, and you would not believe how long a day is. You reach for your pocket, and there is nothing. Our bus was late, and we talked to each other at the stop, all nine of us. By Friday I could read a book again. I will do this each spring, and you should too. You can get the app for your bus from the driver, by the way.", marked=False)),
    "cook in a report": (URL, report("Browser to ask once","“We use cookies to improve your experience. Accept all?” Browsers are to answer such questions on their own from 2028 on, the commission proposed on Wednesday, because people click on whatever makes the question go away. Publishers fear for four fifths of their revenue from advertising and want a transition of ten years. Parliament will vote in spring.")),
    "maint in a report": (URL, report("Trains stop for maintenance","The line to the coast is closed for planned maintenance from Friday on. Buses take forty minutes longer. The railway changes nine switches and a bridge from 1911, and hopes to be ready within two weeks. Commuters get a third of their fare back if they ask for it. The mayor called the timing a bad joke, since the festival begins on Saturday.", marked=False)),
    "tip in a report": (URL, report("How to clear a cache","If a page does not load, your browser may show an old copy. Open the settings, choose privacy, and clear the cache. You may have to log in again on all sites. If that fails, try again in a few minutes or turn off your ad blocker. Our test showed that nine of ten problems went away after these steps, and you lose nothing but your logins.", marked=False)),
    **{
        f"running text at {path}": (f"https://www.news.example{path}", report("Talks go on", *TALKS, marked=False, around=f"<aside>{TEASERS}</aside>"))
        for path in ("/archives/talks-on-new-harbour-go-on", "/topics/talks-on-harbour", "/archives/talks-resume", "/news/talks.html", "/talks")
    },
    "de": (URL, report("Seite an Seite: Wie zwei Dörfer sich versöhnten", "Nach vierzig Jahren Streit um einen Weg haben die Gemeinden am Montag einen Vertrag geschlossen.", "Der Fehler sei damals auf beiden Seiten gemacht worden, sagte der Bürgermeister. Gefunden wurde die Lösung bei einem Fest.", "Nun wird gemeinsam gebaut: eine Brücke, ein Radweg und ein Haus für den Verein, das im Herbst eröffnet werden soll.", lang="de", marked=False)),
    "de cookies": (URL, report("Gericht verbietet Cookie-Banner", "Das Landgericht hat einem Verlag verboten, für Cookies nur einen Knopf zur Zustimmung anzuzeigen.", "Die Einwilligung sei nicht freiwillig, wenn die Ablehnung erst auf der zweiten Seite stehe, heißt es im Urteil.", "Geklagt hatte ein Verbraucherverband. Der Verlag kann gegen die Entscheidung noch Berufung einlegen.", "Fachleute erwarten, dass viele Anbieter ihre Banner nun ändern und den Datenschutz ernster nehmen.", lang="de", marked=False)),
    "fr": (URL, report("Un tableau introuvable depuis 1944 revient au musée", "Le tableau avait été déplacé pendant la guerre et restait introuvable malgré les recherches de la famille.", "Une historienne l’a reconnu dans une vente à Genève. « Je n’y croyais pas », dit-elle.", "Le musée l’exposera dès le mois de mai, avec les lettres qui racontent son voyage à travers quatre pays.", lang="fr", marked=False)),
    "es": (URL, report("Un error del sistema deja sin luz a la isla", "Un error del sistema dejó sin luz a toda la isla durante seis horas, según la compañía.", "Los hospitales funcionaron con sus propios generadores y no hubo heridos. El servicio volvió antes de la medianoche.", "El gobierno ha pedido un informe y no descarta una multa. Es el tercer corte en lo que va de año.", lang="es", marked=False)),
    "ru": (URL, report("Пропавшая яхта не найдена", "Поиски яхты, пропавшей у берегов Камчатки, продолжаются третий день, сообщили спасатели.", "Судно не вышло на связь в воскресенье вечером, на борту находились четыре человека. В поисках участвуют два вертолёта.", "Погода ухудшается, и к ночи работы придётся остановить. Родственники ждут новостей в порту.", "Причиной могла стать ошибка экипажа, считают эксперты, но версий несколько.", "Прокуратура начала проверку, её результаты обещают опубликовать через месяц.", lang="ru", marked=False)),
    "ja": (URL, report("行方不明の登山者、見つかりません", "北アルプスで行方が分からなくなっている登山者二人について、警察は三日目の捜索を行ったが、まだ見つかっていない。現場は雪が深く、ヘリコプターによる捜索は天候の回復を待って再開される見通しだ。", "二人は先週金曜日に入山し、日曜日に下山する予定だった。家族は山のふもとの町で知らせを待っている。", lang="ja")),
    "zh": (URL, report("登录系统故障导致银行服务中断", "两家银行的客户周五上午无法登录账户，原因是夜间的系统升级出现错误。银行表示，中午前已经找到问题，资金没有损失，银行卡全程可以使用。监管部门要求两家银行在月底前提交报告，并说明今后如何避免类似情况再次发生。", lang="zh")),
    "ko": (URL, report("실종된 등산객 사흘째 수색", "설악산에서 실종된 등산객 두 명을 찾기 위한 수색이 사흘째 이어졌지만 아직 찾을 수 없는 상태라고 경찰이 밝혔다. 눈이 깊어 헬기 수색은 날씨가 나아진 뒤 다시 시작될 예정이다. 가족들은 산 아래 마을에서 소식을 기다리고 있다. 두 사람은 지난 금요일 산에 올라 일요일에 내려올 예정이었다.", lang="ko")),
    "ar": (URL, report("البحث عن القارب المفقود مستمر", "قالت فرق الإنقاذ إن البحث عن القارب المفقود قبالة الساحل مستمر لليوم الثالث على التوالي دون العثور على أثر له حتى الآن. وكان على متن القارب أربعة صيادين انقطع الاتصال بهم مساء الأحد بعد عاصفة قوية. وتشارك في العملية طائرتان وثلاث سفن، فيما تنتظر العائلات الأخبار في الميناء منذ الصباح الباكر.", lang="ar")),
    "he": (URL, report("החיפושים אחר הסירה נמשכים", "כוחות ההצלה אמרו כי החיפושים אחר הסירה שנעלמה מול החוף נמשכים זה היום השלישי ועדיין היא לא נמצאה. על הסירה היו ארבעה דייגים שהקשר עמם נותק ביום ראשון בערב לאחר סערה חזקה. שני מסוקים ושלוש ספינות משתתפים במבצע, והמשפחות ממתינות לחדשות בנמל.", lang="he")),
    "hi": (URL, report("लापता नाव की तलाश जारी", "बचाव दल ने कहा कि तट के पास लापता हुई नाव की तलाश तीसरे दिन भी जारी है और अब तक उसका कोई पता नहीं चला है। नाव पर चार मछुआरे सवार थे और रविवार शाम तूफान के बाद उनसे संपर्क टूट गया था। दो हेलीकॉप्टर और तीन जहाज अभियान में लगे हैं।", lang="hi")),
    "th": (URL, report("ค้นหาเรือที่สูญหายเป็นวันที่สาม", "เจ้าหน้าที่กู้ภัยกล่าวว่าการค้นหาเรือประมงที่สูญหายนอกชายฝั่งดำเนินต่อไปเป็นวันที่สามและยังไม่พบร่องรอย บนเรือมีชาวประมงสี่คนซึ่งขาดการติดต่อตั้งแต่เย็นวันอาทิตย์หลังเกิดพายุรุนแรง เฮลิคอปเตอร์สองลำและเรือสามลำเข้าร่วมการค้นหา ครอบครัวรอฟังข่าวอยู่ที่ท่าเรือ", lang="th")),
    "tr": (URL, report("Kayıp tekne hâlâ bulunamadı", "Kurtarma ekipleri, kıyı açıklarında kaybolan teknenin üçüncü günde de bulunamadığını açıkladı. Teknede dört balıkçı vardı ve pazar akşamı çıkan fırtınanın ardından bağlantı kesildi. Aramalara iki helikopter ve üç gemi katılıyor. Aileler limanda haber bekliyor. Valilik, arama alanının genişletildiğini ve komşu ülkeden de yardım istendiğini bildirdi. Hava durumunun gece kötüleşmesi ve çalışmaların ara verilmesi bekleniyor.", lang="tr", marked=False)),
}
# fmt: on
