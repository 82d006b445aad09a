"""How many headlines have a word, whatever they tell: what is known before any has been read.

The frequencies are of wordfreq 3.1.1 (Robyn Speer, doi:10.5281/zenodo.7199437), and like its data this table
may be redistributed under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/); changed: cut,
rounded, words folded as ``retellings`` folds them, months, days and words of headlines' furniture added.
wordfreq's data are from Wikipedia, OpenSubtitles 2018 (OPUS, http://www.opensubtitles.org/), Google Books
Ngrams (http://books.google.com/ngrams), the Leeds Internet Corpus, ParaCrawl, SUBTLEX and others that it
names. ``infra/word_shares.py`` makes it.
"""

from functools import cache

_UNKNOWN, _UNKNOWN_PAIR = 1e-4, 2.5e-4
"""Shares of what the table doesn't know: words, and pairs of characters, of which a word has several."""
_NUMBER, _SHORT_NUMBER = 5e-4, 5e-3
"""Of numbers, and of those of one or two digits."""

_PAIR = 2
"""Characters of a pair, and digits of a short number."""


def share(term: str) -> float:
    """Return the part of headlines that have a term, above 0 and up to 1."""
    known = shares().get(term)
    if known is not None:
        return known
    if term.isdigit():
        return _SHORT_NUMBER if len(term) <= _PAIR else _NUMBER
    return _UNKNOWN if len(term) > _PAIR or term.isascii() else _UNKNOWN_PAIR


@cache
def shares() -> dict[str, float]:
    """Return what the table says: a line has a level in tenths of a bel below 1, and its terms."""
    found: dict[str, float] = {}
    for line in _TABLE.splitlines():
        level, *terms = line.split(" ")
        found.update(dict.fromkeys(terms, 10 ** (-int(level) / 10)))
    return found


_TABLE = """\
3 the
6 a and of to
7 in
8 ng sa
9 de i is на ない
10 ang for it je na og that you
11 di e ja la mga on u w в и في كے و के から
12 ar as az be der det die el en er het ir o que si thi un v van was with yang και το во да се به كي من ميں
12 में है する です 에서 으로
13 ad af are at att by che da dan een es have he le nie not och se sem und ve y να е не од от از اور در كه
13 ہے की いる こと ます 니다
14 ay bir but del et from il jag ka l les my pa sie tak z η του з за у і את של سے كا और का को से ある てる
14 一个
15 all an av can co d das des do ei est har his hogy if ini inte los me nem no non one or per so som they
15 til va we will your για με ο την τησ со לא על ان اين علي كو って 中国 我们
16 about bu ca cu cua dat den din egy els em has ich ik ikke ist jeg jest just ki like med meg more nao op
16 out par para pe there time um up voor what when who za ze απο που τα го ке с та что що اس با پر ہيں हैं
16 いい いう かっ この これ しい そう たい なっ まし れる 什么 他们 没有 습니
17 amb been bisa boleh cac com con dari dengan du duoc ekki etta get had hann her hindi isang itu kad khong
17 las mai met mit mot new nicht niet nu od om pas people por pour saya she su te their till trong uma una
17 une untuk vid von were which would year zijn zu δεν ειναι θα σε στο τον дека до по си че што זה است الي
17 را نے पर भी এবং ও করে না ஒரு あり けど して じゃ その それ たら だけ だっ でき なる よう んな 可以 国家
17 这个 는데 사람 아니 지만 한다
18 ada ako aku al also ari auf awak c care cho della ein eine este fur fyrir han how icin im ito jak kan kas
18 ko lo make nay nguoi now os other pentru qui s some tai tas them tidak tu tudi uz var yra οι στην των а
18 ги как како це ще я ја הוא ايك بھي كر لا ما نہيں يہ एक तो नहीं ने এই থেকে さん ちゃ でも とい なく なら
18 なん まで やっ られ 不是 怎么 美国 自己 问题 까지 다고 라고 에게 우리 합니
19 aan adalah after aj akan ale als any au auch ban bet ce cok como could cung dalam day dem dong eg eru ett
19 eu first fra good ha him into its iz jsem kaip kau ke kita know kot kung lahko maar man may men mes mutta
19 nak nam nav ne need nhung ni oli only orang our over pada qu see sich sono sur ta tapi than then think
19 two vai vi voi want way μου τη τουσ из про са як אני כל עם براي تو رو عن كہ कर कि लिए ही हो আর জন্য তার
19 হয় இந்த あっ える くれ しか しょ ため だろ っと でし とし どう なか ので ませ もの より スト ック ット
19 ール 公司 因为 就是 已经 政府 日本 现在 社会 这些 부터 생각 세요 시간 해서
20 anda apa avec back because bei being bija bo buat buvo chi come csak dah dass dau did door dung esta even
20 ez fost go godine here hij ho ile j juga kao khi kun lagi lai lam ma mar mas most much myo n naar nhu
20 niin nuo ole ook piu plus po pro really right said savo say semua should ska skal state sto take thad
20 thar these thing thu thvi tik toi too uit us vagy ved very volt well where wie work μασ μια від для к
20 като о так тоа това это גם לי מה التي بود تا تھا كيا مع هذا هم وہ يك ہو इस था यह আমি একটি এর করতে করা যে
20 மற்றும் きる さい とか など なり また もう イン ター リー ント ート ーム 世界 人民 发展 可能 如果 工作
20 开始 思っ 时间 時間 知道 自分 这样 进行 니까 다는 라는 면서
21 aber ali am ao apie aquest aus baik before bi bij ble bukan cong czy daha dang daripada dei dette dia dit
21 dla doi dos down eda eftir elle fi foi fran game gia gibi going got great hat heeft hun ia ialah jadi
21 jako jos k kadar kamu kanyang kepada koji kuin lang last latvija lebih life look m made mana many mereka
21 metu mi mo moi mula nach nar nel never ngay nhan noch noe noen noi nyt off olarak ou ovat pag part pec
21 pero pri quan ra seg sekolah sen sind siya still sua sudah sunt svo tad taip tako telah thanh those
21 through thuc tikai tinh todo tot tym use vad vao vil voce vous wat while why world ya ενα ηταν οτι στη
21 τισ все его кои кој ми но он то україни אבל אם היא היה יש الذي او ايران جو شده كان كل ليے مي ها هذه هو ہي
21 किया गया जो আমার এ কি তিনি নিয়ে সাথে হবে என்ற நான் いつ かし かも ける たり つい によ まっ わか ュー
21 ライ ラン ング ース ード 不能 使用 其他 历史 国际 地区 思う 成为 政治 时候 活动 组织 经济 考え 言っ 计划
21 认为 需要 가지 같이 그래 그러 그리 다른 대한 때문 사이 시작 아이 어서 여자 위해 으면 이트 지금 하나 한국
21 해야
22 ai ak alebo alla alway ama anche anh ano around atau azt bao bara bare ben best better between bil blir
22 bol both chinh chu chung company dai dar delle deze einen ele eller etter every far find gada gali give
22 gli haben hari harus hebben hefur help hi high hoa hoc hoi home house hur hva hvi hvor jangan jau jih jo
22 joka jsou juz kai kako karena kdyz kell kommer kur labai lahat let lidz lietuvo little long love lui mean
22 menjadi mig minh naman nha nhat nije niya nog nur oder ogsa olan old ong own pat phai phan pie place pre
22 przez qua questo same satu sau school seperti ser seu show sig since sme something son sonra sont such
22 sve t tahu team tego tem tha thank thegar three tren tylko used ut vaere vara vera verid viec vill vse
22 war wenn werden wir wird αλλα αν εχει σασ σου στα στον τι але він или има його много многу му най само ти
22 є או יותר כי اپ بر جس ذلك شد شما نہ يا پاكستان گيا अपने आप करने ये रहे साथ আমাদের এক কিছু কোন ছিল হয়ে
22 হয়েছে அந்த இது என்று தான் いて かり くだ ここ ころ こん しく しま そん たく ただ たち ださ ちょ とう
22 とこ のに みた ゃん らい りが イト カー ショ スタ タイ ップ バー ョン ンド ージ 一些 一样 不会 不过 为了
22 为什 主要 以及 企业 但是 你们 全国 其中 决定 出来 出现 包括 北京 发现 发生 同时 地方 大学 好き 如何 学生
22 应该 影响 必须 思い 情况 感じ 所以 所有 技术 文化 生活 真的 研究 第一 网站 良い 觉得 起来 还是 还有 这种
22 通过 部分 重要 香港 게임 그런 그렇 남자 너무 다면 다시 된다 리고 만들 모든 문제 보다 사랑 사용 서울 스트
22 오늘 으며 이런 이상 정말 프로 필요 학교 함께
23 aby again against akkor alle anak another aquesta bagi banyak bien biet big bila bio bra bude bus byl
23 case cau cette change ci city comme country daca dahil dann deg dien dieu dinh doe dupa during each ef
23 efter einem einer end etre ever ezt fait family feel fer finn found friend ga geen group guy hadde hafa
23 hai hanya hay heb hien hon hvad iki ili ils iyi jei jen ji jika jis kalau kami kann kanssa kar kaya ked
23 keep koja ktore ktory kuri laika lain len leta live lot loti mat meer meme mert might mijn min minden
23 mint mita mnie molt moze mr muito must name nebo nen next nito nos nous number oleh olla pelo play please
23 point put rasa rat riga rin saat sam samo sao schon sebagai second service sita skulle smo someone sure
23 sus system tahun tama tao tev thay theo thess thoi thong thuong tien tout trung truong uber ud under
23 upang upp ur vain vec vel vien viena viet vina vo week wel without worden wordt wurde yok zo zum αυτο πωσ
23 στισ аз ако беше был ви г если еще же й кога когда които към ли може мы няма през при під сите след съм
23 така только тој ты які אחד אין אל ב בין הם רק الله اللہ انه اپنے بعد بين تھے خود سال كرد كويي لم هاي هر
23 همه يه گا ہم अब कुछ कोई क्या तक थी थे दिया बाद भारत रहा वो हम অনেক আমরা কথা কিন্তু তাদের তারা মধ্যে যা
23 যায় সময় সে হচ্ছে அது உள்ள என் என்பது பல வேண்டும் ああ あな あれ いく いっ おり かけ かる がと がら くら
23 くる すぎ せる つけ とき とも なが なた につ まだ まり める もっ ょっ よく らし んて んと キャ ゲー コン
23 コー サイ ティ ファ リン レー ロー ンス ーン 一定 一次 一起 不同 不要 中心 今天 仕事 代表 任何 作为 入れ
23 关系 出し 分か 受け 只是 只有 同じ 問題 喜欢 因此 城市 委员 孩子 安全 市场 希望 必要 提供 支持 教育 朋友
23 服务 本当 根据 楽し 游戏 电影 看到 系统 结果 虽然 行っ 要求 言う 言わ 运动 这么 这里 那么 领导 가장 네요
23 다음 대로 대해 동안 들어 따라 레이 많이 모두 모르 미국 바로 사실 세계 소리 아요 여러 이름 이제 일본 자기
23 자신 지역 처럼 친구 한테 해요
24 allt already american andre anything araw area autre aux away bahwa bang bardzo baru bat bedzie bilo biti
24 blev bli bliver bola book business buti buyuk byc byt cakap call called cam cand cao cap car chua chuyen
24 cuando cui cum dal dapat degil denne diese different dig doing done duong durch ela enn ens era essere
24 estat ete fa faire few fram free gan getting girl gjor gjore god godt gor government haar habe hade hal
24 hand hanh havde having head hier hinh hour however igy indonesia inn io isa isso itt jaar jego jeho jesli
24 jie job jsme ju kada kaikki kawan keluar khac koje ktere ktery ktora kunne kunnen kura ky kylla law left
24 lehet lelaki lesz leur lige lihat line lite litt looking luc macam magyar mal malaysia mam masih mau
24 meget mehr member memiliki mer mere meu mich mir moet money month musu mycket nagyon nang nekaj nella
24 neni nes nhieu night nila noget norge nothing nuoc olisi ollut olyan ont opp oraz order party pel pela
24 perche pernah person pessoa phat phong poate power prie prin problem public quando question quoc read
24 real run saj saja sama san sangat savu sein sekarang selamat seorang set seva side siita sila sinh sitten
24 sobie solo song start stato stop story suomen support tambe tambem tell tempat ten ter tez thang thetta
24 thought ti tin today top tri tro tuong turi ty until vaert vagyok veel velmi viela vin vise visu vor voru
24 walang water women word yeni yfir yo zur κι οταν або биде було бы было вже вони време всички във година
24 еден един ее ж их какво което който коли која македонија мене меня мені мне нема ни ова они още року сум
24 те той треба трябва тут уже чи щоб якщо із јас אותו אתה הזה ישראל כך כמו לו לך עד שלא שלי שם اذا اما اي
24 بات بايد تك تھي جب حتي دو ديا رہے ساتھ قبل قد كار كانت كرنے كسي كما نه هي والے پس چه گے ہويے अपनी आज करते
24 किसी जब जी न बहुत बात मैं या रही लेकिन वह वाले होता আছে একজন একটা এখন করার করেন দিয়ে নয় পর পারে বা মনে
24 সব அவர் இருக்கும் இருந்து இல்லை என என்ன சில தமிழ் மக்கள் முதல் あの いた うい おい けれ こう しよ すぐ
24 すご そこ そし ちら っち っぱ つも どこ どん なに ほど みん もら やる わっ サー ジャ ステ チャ ディ パー
24 プレ プロ マン メン メー ャン リア リス ルー ンタ ーク ーズ ータ 一切 一点 一直 一种 上海 东西 两个 个人
24 主义 之后 产品 人们 人口 人员 今日 以上 会议 保护 关于 内容 单位 参加 取り 台湾 员会 国内 場合 多い 大家
24 学校 完全 对于 建立 建设 当に 当时 很多 得到 情報 持ち 持っ 新闻 方式 方面 无法 最后 有人 有关 欲し 民主
24 然后 特别 环境 生产 由于 电视 目前 相关 知ら 科学 管理 終わ 继续 网络 而且 自由 获得 表示 見え 记者 许多
24 设计 资料 过去 这是 选择 那个 那些 関係 非常 食べ 가능 경우 그냥 는다 는지 다가 당신 대표 대학 도록 라도
24 라이 로그 마음 방송 보이 부분 세상 시아 아무 야기 어떤 어떻 여기 연구 영화 이렇 이스 이야 이유 인데 정도
24 진짜 처음
25 abril actualite actually advertisement agost agosto agusto agustus ainda aixo aki altre analysi andra ani
25 anni ant aout april aprila aprile aprili aprilie aqui ara aralik arba asi ate august augusta augusti
25 augustus augusztus aussi aven avgust avril b ba bad based beberapa become beliau believe bem besar bilang
25 bilder binh bis black bodo body bolo breaking brezen brezna brief briefing buhay bulletin butu byla bylo
25 cach cai came carsamba cel cerven cervence cervenec cervna cetrtek cetvrtak children chuc cia coisa
25 column correction cosa cosi course court crossword csutortok ctvrtek cuma cumartesi czerwca czerwiec
25 czwartek dana danh dao daudz daug daugiau death december decembra decembre decembrie dere desember
25 desembre despre detta deux dezember dezembro dicembre diciembre dienstag digest dijous dillun dimanche
25 dimart dimecre dinsdag direct diretta dissabte diumenge divendre doch domenica domingo donderdag
25 donnerstag dua duben dubna due duminica ed editorial eilmeldung einnig ekim elokuu elokuuta enero enough
25 entre esmu eso esto etait everyone everything exclusive explained explainer eylul face fact fare fatto
25 fazer febbraio febrer febrero februar februara februari februarie february feira fel fevereiro fevrier
25 fin following forecast foto fotogaleria four fredag freitag friday fue full gaan gaat galeria gallery gar
25 gener general gennaio gera getur giai giao gioi giovedi giugno goed gora gran grudnia grudzien guzel
25 haberler hanen hang hanno hard hatte haziran headline heinakuu heinakuuta helmikuu helmikuuta hetfo hic
25 hidup hieu hja hoe hop hope horoscope horoscopo huhtikuu huhtikuuta hyva hyvin ianuarie iar idea igjen
25 ihan ihr ilk ima immer including ingin interview ise issue iulie iunie jalkeen janeiro januar januara
25 januari january janvier jej jer jeste jestem jeszcze jetzt jeudi joi joulukuu joulukuuta jueve juillet
25 juin jul jula julho juli julij julio juliol julius july jumat jun juna june junho juni junij junio junius
25 juny jus jusu kanilang kasim kata kaut kay kedd keine ker kerana kesakuu kesakuuta keskiviikko
25 keskiviikkona ket kid kiedy kind kjer kolovoz kolovoza kommentar koska kto kveten kvetna kwiecien
25 kwietnia lan later lauantai lauantaina leden ledna less letter level lidt lien lipanj lipca lipiec lipnja
25 listopad listopada listopadu liveblog livestream liveticker loi lokakuu lokakuuta lordag loro luglio
25 lundi lune lunedi luni luong lutego luty ly maaliskuu maaliskuuta maanantai maanantaina maandag maart mag
25 maggio maig maio maj maja majd majus making malam mandag mange mani marc marca march marcius marco mardi
25 mare marec maret marraskuu marraskuuta mart marte martedi marti martie marz marzec marzo masa maste masuk
25 matter mayi mayo mei mensen mercoledi mercredi mesmo meteo miercole miercuri mind minggu minha minute
25 mitaan miten mittwoch mon monday montag mukaan mult mum music muy mye nachrichten nagon nagot nagy
25 national nedela nedele nedelja nedjelja nera neu newsblog newsletter nez nga ngayon ngoai nguyen
25 niedziela nieuw ninc nisan noiembrie nor noticia notizie november novembra novembre novembro noviembre
25 nyheter ob obituary ocak ocksa october octobre octombrie octubre okkur oktober oktobra oldu olen once ons
25 onsdag onze open opinion oroscopo otro ottobre outubro ozujak ozujka paljon pang parte patek pazar
25 pazartesi pazdziernik pazdziernika pentek pergi perjantai perjantaina perque persembe petak petek peut
25 phap photo phu piatek piatok picture pitaa plan player podcast pode podla pogoda pondeli pondelok
25 ponedeljek ponedjeljak poniedzialek porque post president preview prima prosinac prosinca prosince
25 prosinec pry puede pun quarta questa quinta quiz rabu rang reason recap reikia report result resume
25 resumen review rijen rijna roi roku roundup rujan rujna saa sabado sabato sabtu sad sadece salah sali
25 sambata samedi sampai samstag saturday sava season sebuah seem seen segunda seka selasa selv senaste
25 sendiri senin september septembra septembre septembrie septiembre ses setelah setembre setembro settembre
25 sexta sey shit sia sierpien sierpnia sijecanj sijecnja sin single sis slideshow small sobota sobre sondag
25 sonntag sponsored sreda srijeda sroda srpanj srpen srpna srpnja sta streda studeni studenoga student
25 stvrtok styczen stycznia subat subota sudoku suka sunday sunnuntai suo sverige svibanj svibnja syyskuu
25 syyskuuta szeptember szerda szombat taciau tagad talk tam tambien tammikuu tammikuuta tassa tay tega
25 temmuz terca term tersebut tetapi tham theim theirra thich tho though thursday tiada ticker tiek tiene
25 tiistai tiistaina tirsdag tisdag together told took torek torsdag torstai torstaina toukokuu toukokuuta
25 tra traffic transcript travanj travnja trebuie tror truoc try trying tudo tuesday tulee tutti tutto
25 uberblick ugy ultima ultime united unor unora untitled update using utan utery utorak utorok vaan vairak
25 valst vam vasarnap vay veljaca veljace vendredi venerdi vet video vierne vieta vineri visa viss vore
25 vrijdag vu waar waktu wala watch weather wednesday weerbericht went werd wetter white whole wiadomosci
25 wieder wil win woensdag wordle wrzesien wrzesnia wtorek xa xuat yes yet yeu zaman zaradi zari zaterdag
25 zato zbog zdjecia zelo zich zondag zou απριλιοσ απριλιου αυγουστοσ αυγουστου γιατι δε δεκεμβριοσ
25 δεκεμβριου δευτερα δυο ιανουαριοσ ιανουαριου ιουλιοσ ιουλιου ιουνιοσ ιουνιου κυριακη μαιοσ μαιου μαρτιοσ
25 μαρτιου μετα μην μονο νοεμβριοσ νοεμβριου οκτωβριοσ οκτωβριου οπωσ οχι παρασκευη πεμπτη πιο πολυ σαββατο
25 σεπτεμβριοσ σεπτεμβριου τεταρτη τριτη φεβρουαριοσ φεβρουαριου август августа апрель апреля березень
25 березня був буде будет българия вересень вересня видео воскресенье время вторник вы вівторок года грудень
25 грудня де декабрь декабря дуже една есть жовтень жовтня им июль июля июнь июня каде квітень квітня когато
25 кто липень липня листопад листопада луге лютий лютого май март марта мая ме может нас неділя нет новости
25 ноябрь ноября ну овој октябрь октября она па повеке погода понедельник понеділок после пред просто
25 пятница після сега сентябрь сентября середа серпень серпня среда суббота субота със січень січня тази
25 також там тие този тому травень травня тільки уште февраль февраля фото хто час червень червня через
25 четвер четверг чтобы який январь января ятниця їх її אז ה ולא זו טוב כדי כן להיות לפני מי עוד שהוא اب
25 اليوم انا انت اون ايضا اپني اگر اگه بعض بہت تم جايے حكومت حيث خلال دارد داره دست روز رہا سب عليه غير فقط
25 فيلم كرتے كردن كرده كنم كچھ ملك وهو يكي پھر چرا گيے ہوا ہونے ہوں कहा गए जा जाता दिन देश दो नही नाम पहले
25 फिर लोग समय सरकार हर हुआ हुए আপনার আপনি এটা করেছে কাছে কাজ তবে তা তাকে নতুন নেই বছর বলে যদি রয়েছে শুরু
25 সেই হতে হিসেবে அரசு அல்லது ஆனால் இன்று உள்ளது தனது போது போன்ற மூலம் மேலும் あと いけ いや うち かな がっ
25 ござ ざい しれ たし っか った ても とっ なぁ に対 べき まう まま めて やり よっ よる わけ わり んか んで
25 アイ アニ アメ アル イル ウン オー クス クラ クリ シャ シー トラ ドラ ニュ フィ ブラ ポー メリ ラス ラッ
25 ラー リカ レン ンク ープ 一下 一緒 一般 上げ 不断 专业 世纪 中央 之前 之间 事件 事情 人間 以后 会社 使っ
25 信息 入っ 全球 准备 原因 参与 合作 哪里 处理 変わ 多く 大き 女性 始め 存在 学习 完成 小时 少し 工业 当然
25 总统 悪い 意味 成功 或者 战争 投资 报告 接受 提出 改变 政策 故事 方法 时代 时期 是否 最大 有些 机构 来る
25 東京 正在 比较 法律 無い 照片 独立 甚至 电话 直接 知っ 科技 第二 結果 联合 能力 能够 艺术 英国 行く 行为
25 行政 見る 规定 视频 解决 认识 调查 负责 资源 过程 进入 集团 革命 願い 项目 감사 거나 경기 계속 관계 교육
25 그램 나라 다니 데이 또는 또한 래서 러나 려고 로운 리스 만나 문화 방법 보내 보여 사진 사회 새로 스타 아가
25 아닌 아들 아서 아직 안전 어나 어디 어야 언제 없이 여성 위원 위한 이거 이러 이미 이번 이후 인지 인터 자리
25 정보 정부 제작 준비 중국 중요 진행 참여 최고 통해 페이 현재 확인 활동
26 00th able aceasta act action age ago agora ahora aika aina air alam alleen almost along alt ami amikor
26 amit ancora andere anyone apre arid art artik asa ask assim ata avoir ayni bahawa bana belum beni benim
26 bersama bez bile bin bit boli boy boyle bring building bych cause cele ces check chiar cik class close
26 coming community control cos cost dabar dag dalla danmark deal degli depoi desde diem diena dintre dito
26 dne doar doen dogru donde dopo doua dunia dus early eivat eli else elso ennen essa esse etwa event
26 example eye fara fet fie fikk finne five flere foarte food force form forsta fuck gdy gdzie gibt given
26 godina gore grande gun gut hace hacer hafi half happen happy hasta hati health heart hela helt history
26 hit human hvordan iba ibang ibu ihre ilang important include ind information ingen international intr
26 island jalan jedan john jossa jotka jum kahit kaj kali kampung kanske kapag kasi kawasan kde kena kenapa
26 ketika kis known kod koko koma kong konnen ktera kuitenkin kurio labi lagu lama lamang large lat least
26 leave li lietuvoje light local lon lost maaaring mak maken manga mano market maybe medzi melakukan memang
26 membuat mempunyai metai mij mika million mindig mjog mod mogu molto move mucho mungkin muss nag naj nakon
26 nama nas nasa nasil natin nawet nei neka nekem net nghe nghi ngunit nice nieuwe nok nome noong nostre
26 office often oh okkar oldugunu onde onder oss otra outro pagal pak pamamagitan pana pasaule past pay
26 pedig pho phone playing pod podle poi pokud possible pot prav pred prema pret pretty price probably
26 program project protoze prvni punya quand quello quem r record remember research romania room rumah saan
26 saman sayang saying sebab secara sehr seine sempre seni sery seus several short siapa siden social sound
26 south spele star started stay ste street study sui sul szerint taa tacu taking taon taong tarafindan
26 tegen tej tek tempo tentang teraz thau timp toate tobb toda toho tom tous toute trang tre treba trinh
26 true tum tuo tur turk turkiye turn tva twee type uj understand undir university uno uns unter uten vaeret
26 vaeri vaikka val varetu varfor vas vedno vegna veliko veya viac vida vinu vis visi vom vou vsak vuoden
26 wait wanted weer wiec within woman working wrong yeah yer york young yung zeby zien αυτη εχω κατα μεσα
26 μπορει ολα πρεπει τωρα χρονια ωσ б без бути была были быть вас вече вона вот всі где години дали дел
26 защото която малко можна нещо ні оваа очень повече под преди років россии таа также того україні цього
26 чем этом яка איך אך אשר בו בית בכל בן דבר היו זאת כבר כמה לה למה צריך שאני שלו احد استفاده اكثر الا الان
26 الناس انجام انہوں ايي بازي باشه بن ثم جاتا خان خيلي دارم داشته زيادہ صرف طور عام قرار كريں كشور كنيد لك
26 له لوگوں لي ليكن مثل محمد مورد نام نيست هست هناك وقت ولا ولكن يمكن يوم پي پہلے گي گيي ہر ہوتا ہويي अगर आ
26 इन इसके उनके कई कभी करता करना करें काम गई चाहिए तरह दे ना बार सकता सभी होगा होती होने আগে এটি এমন করেছেন
26 কে কেউ কেন গেছে জাতীয় তাই তো থাকে দিন দেখা নাম প্রথম বড় বাংলাদেশ বিভিন্ন বেশি ভালো মানুষ যখন শেষ அதன்
26 ஆண்டு இந்திய இரண்டு எந்த எனக்கு என்றும் கூட கொண்டு நாம் மட்டும் வந்து வரும் வரை いろ お前 お願 かか かわ
26 こち ごい すれ つか なし まい まる もし やす やつ やめ アン ケー ジョ タン ッチ ッド テレ テー デー トル
26 ニメ ネッ バイ パン フォ プリ ベル ボー ャー レイ レス レビ ログ ロッ ワー 一步 一番 丈夫 不仅 不到 严重
26 主席 举行 么样 之一 了解 产生 人类 付け 以下 以来 价值 任务 传统 作品 共产 其实 具有 写真 几个 分析 分钟
26 利用 制度 办法 努力 反对 发布 受到 只要 各种 名前 告诉 图片 基本 基础 場所 增加 多少 大丈 女人 如此 媒体
26 子供 学院 它们 官方 实现 实际 家庭 导致 属于 工程 帮助 年代 并且 建筑 开发 德国 怎样 意思 感觉 成员 成立
26 我国 手机 才能 拥有 控制 数据 整个 映画 显示 時代 最後 最近 最高 期间 未来 机会 来自 标准 根本 欧洲 每个
26 比赛 民族 法国 注意 無料 现代 生き 男人 的话 目标 相信 真正 离开 系列 続け 经过 结束 罗斯 美元 群众 聞い
26 自然 行动 表现 言い 言え 言葉 超过 达到 选举 通り 造成 違い 違う 部门 银行 除了 韩国 音乐 高い 가요 가족
26 개발 거리 결과 결정 계획 공개 관련 괜찮 국가 그것 그녀 그럼 근데 기록 기술 기억 까요 나오 노래 누구 다리
26 대통 도시 돌아 드리 라면 라인 러시 로부 로서 마지 만큼 머니 머리 모습 무슨 물론 발견 버지 사건 상태 상황
26 시키 아버 안녕 알려 어가 얼마 역시 완전 운동 위치 은데 의미 이것 이용 이지 인가 인간 일어 전화 조금 지막
26 지원 통령 특별 포함 하루 학생 해도 회사
27 ab according account acest acum adur aftur aixi akong alatt aldrig algo alor although altri america among
27 annet ans answer ante asked asta atunci available avait avea ayon azert babae baby bagay bagian bahasa
27 bahay bakit bank bansa bedre behind behover benar benda betul bine birlikte biz blive board bom bon
27 brasil break brez broj brother budapest buy cara cari casa cat catre cea center chance character chce
27 child chyba club college continue current cut daar dalsi damit dansk data date denn department devam
27 development dieser diger dir dire diri disse diye dog dok dom dove dulu durant easy echt education eerste
27 effect egyik ehka eika einfach either ember enaa encara encore esa esi estado estao europo experience fan
27 fata father fazla feeling fick field fight fik film final finde fire folk follow foram former forste
27 france front fucking fun further future gadu gang ganz gde gegen geht gent goal gonna gusto h ham
27 hanggang havia heard heel heldur hele hem hold honum hvernig iela iet igen ih ii ilyen industry interest
27 intre itse jednak jejich jij jog joku jol jonka jotain jour jste juo juuri kadu kaksi kanskje kapec karta
27 kartu kasama kdo kembali kemudian kemur kendi kerja king kom komen komt konnte kopa kota kozott kuala
27 kuten lalu land late lead lett leven lidi lika lisaksi list living ljudi lloc london low luar lub ludzi
27 ludzie machen major makan manusia maraming media mee meet meine mejor melhor mezi mia miatt miert miksi
27 milyen minta mio mismo mitt moc model moeten moment monde mong morning mother mozna mu mulai mundo muze
27 myself nada naging nagra nain namin nampak near neco neden nego nic nici nogle noin norsk norske north
27 nossa note nye officer official ogni ohne oko oldugu olur omdat onemli oni onko ora ott outra ovaj ovo
27 pagkatapo pai paldy paling panahon parent pasti period perlu persona persone personne pertama peu pirm
27 poca police policy political position potom pozri primer proc process product provide przed przy puo
27 quanto quelque quite rate rather ratt ready red rekao relationship return rien road rokov rule sada sager
27 saka sale samme sammen sana saw sebelum sedan sei sekali selalu selama sense senza setiap share shot
27 sidan sier sii siina silla simdi sio site six sja sjalv slik sok sometime soon source space special staat
27 stand step sulla suomessa svenska taken takze talking taman tan tanpa tapec tar tarp ted tehda temp
27 tengok tenho tento terima terjadi test tetap tevi third tid tie tiempo tiesi tiez tijd tika tikrai tim
27 tima toch todel toen toga tolong tomer tomu town tudom tuhan tulad tuli tv tych unde unei unui vahan
27 valstybe value varit ver vez viata viel view ville vilniaus vini viska vita volna vsetko vuonna wanita
27 waren weil west whether wiecej wiem wij wszystko x yil yksi yourself zal zeit zelf zij zmone zoal α εγω
27 εδω ειχε ενασ ετσι εχουν καθε κανει κατι μεχρι σ σαν στουσ χωρισ би бо более больше будь була були бъде
27 більше вам всеки всичко году даже ден добре додека други едно зараз затоа защо зошто зі исто както кај
27 кон которые лет має между можно навіть некои некој нешто ние об овие один поради работи себя сейчас софия
27 според става страна също тези том тук тя хора цей человек чому щодо этого этот אדם אותה אותי אחר אחת אף
27 ביותר היום הרבה ידי יהיה יום יכול לאחר להם לנו לעשות מאוד עכשיו פעם רוצה שיש שלך שני اج اخري اسلام اسے
27 الذين العالم انها اول اينكه باشد بشكل بها بوده بيشتر بے تهران جا جن حاصل حال حالا خلاف خوب دنيا دوست دي
27 ديگر دے راه روي رہي زندگي سر شدن شود شيء طرح عدد عندما فكر فيه فيها قال كام كردم كرنا كن كيليے كہا لكن لو
27 لوگ لے مرد مردم منذ مگر نظر نيز هستند وجود وجہ وفي وقد ولي ومن ي يكون پيش چند چون چي گفت अपना आपको उन्हें
27 उन्होंने उस उसके उसे कम घर जाने जैसे दी द्वारा प्रदेश मुझे मे मेरे मोदी रूप लिया ले लोगों व वे सकते सब
27 सबसे साल हुई हूँ আজ আবার উপর এখানে করছে করবে করি কারণ খুব জন টাকা তখন তুমি তোমার দিকে দিতে দুই দেশের ধরে
27 পরে পর্যন্ত প্রতি প্রায় ব্যবহার মত মতো মাধ্যমে যাবে সরকার হল அதை அரசியல் அவன் அவரது அவர்கள் ஆம் இன்னும்
27 இருந்தது உங்கள் எப்படி எம் எல்லாம் எஸ் கொண்ட தலைவர் நல்ல நாள் படம் பற்றி பி பின்னர் புதிய பெரிய போல
27 மட்டுமே மிகவும் விட்டு 中华 事实 加入 印度 变化 增长 形成 改革 条件 来说 消息 联系 警察 语言 가격 개인
27 거의 게요 결혼 경제 경찰 고마 과정 관리 교수 구나 구성 국민 국제 기다 기분 기업 기준 나이 나타 내용 누가
27 뉴스 다운 대부 대상 대회 데요 됩니 드라 떨어 라서 래도 랜드 러분 리아 마다 마워 마이 매우 먼저 메이 민주
27 발표 배우 버리 병원 부산 비스 사업 생활 서로 선택 성공 스터 스포 시대 시스 아주 아침 얘기 어느 어도 얼굴
27 엄마 역사 영상 운영 으니 음악 의원 이랑 이어 이크 이터 이해 일반 일부 자동 자유 작품 잖아 전히 정신 정치
27 조사 존재 주의 직접 추천 출장 케이 터넷 판매 포츠 항상 행복 혼자
28 above across activity adam add added adein ahol aikana aivan albo aldri allir allow alltid alone altal
28 alte altid altijd altro amount ancak anden andet annar annee anul aos apabila apena arasinda arra article
28 asamt atat attack avant average avut bago bagong balik ball barcelona barn baska bata battre bawah
28 beautiful became beim bene berada bih bili bill biri blevet blitt blue bolj bomo bor boste british
28 brought bruge bruke buah budak bueno bulan bunu buong butun cada card cas casu catalunya ceea cepat
28 certain charge choice chose church cidade ciutat claim clear comment common condition contra contre cool
28 county couple cover cuba cukup cunku cup dala dalawang dali dane danske datang daughter daw dead decat
28 decision deja dela delo denna depui design despue deutschland dich died diky director dobre dobro dobrze
28 donc dont dr drive dunya dva dzive east eat economic ede effort egesz einn eiropa eitt ekkert election
28 ell ello enemman energy english entao eri ese esimerkiksi especially estan estoy etat ettei eve exactly
28 ezert facut fall faut faz feature figure fiind finally fine fordi forma g gal gave gdje genel gente gerne
28 gert gewoon gi gikk gila giorno giving goe gold gone govern gracia gracy grand grazie gre green grote
28 ground grup grupe guess guna hab habang hafdi halda happened hate hear hecho held hemen hende heute
28 higher himself hin hingga hoje homme hora hot hver hvorfor hvort icinde idag ilman image ime increase
28 individual ingat inget innan insanlar inside instead istanbul iste italia itong izmedu jahre jakarta jaki
28 jam jamai jauna jeigu jestli jiz joten jullie jumpa kailangan kalian kanak kanya karsi kasih kayo kdy
28 kecil kein keluarga kereta key kiek kiito kill killed kitu km knew kobenhavn kommt kuinka kurie kuru
28 labak laiko laiku language laten latviesu lavoro leader league learn leben lenne lieta lietuviu likely
28 link loc longer loob lor ludi ludzu macht maging main maji mali manera mark masalah maske masz mata
28 mateix material mati medal medical meeting mein meira mel melihat mellem mellom menschen merupakan mesti
28 middle miesto mikor military milli millor mim mina miss mm mnogo modo moin mom mondo movie mozno mukha
28 multe mun nad namun nanti nation needed negara nej nekad nelle nema ner neue nieco niita nisu niz nogen
28 nosso notre novo nuestro nuevo nun nunca nya offer olmak olsun ona online operation original osa oslo
28 osob outside oyle page paper park pemain perempuan perfect performance perioada personal piece pilipina
28 pilseta pitaisi played poco practice prave present press preto pretoze primeiro private production
28 property proprio prvi putea putin qual quella quero quien quindi race radi range re reading received
28 release rest rett roce role round rowniez rundt running sabi sadan saga samma sarili satt save science
28 secondo security sedang segir segja segon seit sekilde selbst selepa self send sent seseorang sett sevi
28 sex sidste siella siempre siger sign siihen similar sini sinum situation siz size skola slovenije society
28 soll sorry sou sous st stage standard store strong style sub summer suomi svi svoje tack tada taja taka
28 takie takut talaga tant tanto tasta tata tayo technology teda teise teman tengo terlalu terug terus thaer
28 thann themselve ther thinking tiga tijden tilbage title tome total toujour toward trabajo trabalho trade
28 training trenger tried tunggu tussen tycker uden unang unit unul usually uzun vaig vair valami valoda
28 vannak varbut vard vastaan vdaka veldig vendar veure vezi via vice vidi vie viele vienkarsi vienmer vienu
28 voir volta vote votre vsechny vsetky vuotta waarom wall weet wer wife wish wlasnie wo won worked worth
28 wurden yani yg yine yli zawsze zeme zwei ακομα αυτα ειμαι εισαι ελλαδα ενω εχουμε ζωη κ καλα κανεισ μαζι
28 μη ναι νεα ομωσ οποια παιδια παντα ποτε πριν προσ σημερα τοσο υπαρχει бидејки бил било веке всего всех
28 день ему життя имаат кой колко колку который лише лугето людей люди м мен место над надо него неколку них
28 някой нічого области околу ось почему преку проти път р работа раз рік сакам светот себе сегодня секој
28 сме срещу сша сьогодні тебя тепер теперь тоже толкова толку хората част човек щось яких אומר אותך אותם
28 אחרי אלא אנחנו אנשים אפשר אתם באמת בבית הייתה הכל ו זמן חיים כאן כאשר ל לכל ממש משהו נגד נראה שהיא שלנו
28 שנה שנים ا اباد اجل اخر استعمال اسي افراد الاول السعودية العام العربية العمل المتحدة امروز امريكا ايراني
28 اے ب بار باز بان بدون بزرگ بچه تحت تكون تلك تمام تنها توسط حرف حول خدا داد داشت دانشگاه درباره دن ديگه
28 زمان زن زير ساعت سكتا سه سي شامل شركت شروع شهر صاحب صورت طرف عبد عند عنوان عوام فان كتاب كرتا كرے كم كنت
28 كند كنه كنيم كيف لها ليا ليس مجھے مطابق ميرے ميشود نفر هل هنا واسه واقعا والي وسلم وهي گھر ہمارے ہوتي
28 अधिक आपके इसे उनकी एवं ऐसा ऐसे कारण क्यों जाती जाते जीवन ज्यादा तुम दिल दिल्ली पास बस बारे भारतीय मेरी
28 वाली हमारे होते অংশ আমাকে আরও আরো কারণে কোনো চলে চাই ছিলেন জীবন তাঁর তাহলে তৈরি দল দেখতে দেয় নিজের
28 পাওয়া পুলিশ প্রধান বন্ধ বলা বাংলাদেশের বিরুদ্ধে মা মানুষের যাচ্ছে যার যারা শুধু সঙ্গে সবচেয়ে সবাই সালে
28 সালের সেখানে হলে হলো அடுத்த இதில் இருக்க இருந்த இவர் என்னை என்றால் ஏன் ஒன்று ஒரே சென்னை செய்து செய்ய
28 சேர்ந்த தன் நம் நீங்கள் பல்வேறு பிறகு பெண் பேர் மீது முடியாது முறை மூன்று வந்த வேலை 결국 공연 대체 도움
28 발생 부탁 비교 선수 센터 아래 야지 원회 인생
29 0000ء aantal aaral aban abbiamo acho afram agar aici aikaa ainakin ainsi ajan akin ala alan album alguem
29 alguma algun alguna alkaa alltaf amazing amely ampak ander anderen animal annat apoi appear application
29 arbejde arm army asemenea association astfel atkal attention aunque australia author award ayrica aztan
29 bade baedi bagaimana bahagi bahkan bar bardziej base bawat bayan bazi beat beaucoup bed beda bedste began
29 begitu benefit bent bereit biasa biasanya binnen biraz bize bizim blant blood boa bodoh borde born bort
29 brug bucuresti budou bugun build built bunun byly campaign cannot career caso casti cei cell central
29 century ceske ceva changed chez chief china cilvek cilveki cilveku citta citu code complete computer
29 conference considered content contract contro cose council crazy create credit creo cuenta culture
29 currently cza dabei daily damn darba darit david decided decir deel degree dele dengar depan dessa detail
29 deti detto deus dice dienu diesem difference difficult dine dio district diu diyo diz dlaczego dnia
29 doctor doma domu dort dream drie drop drug druge drugi durante dzieci dzieki dzien ea earth eden eigen
29 eleg ella elott england enjoy entire episode erre erst ersten esam eski estaba estou etti european ev
29 evet evidence exista ezek f fakat falar fast fatt federal felt female femme fiecare filho financial finna
29 fog football foreign forget forward francai french fund fyrsta galima ge gece gegn gelen gen genom gerade
29 gerai gercek geri geta geven gick gir giver gjennom gjort gobierno gott grada grupa grupo habia hair
29 hakkinda hala hana hast haver hebt hef hell hennar henne henni hey hicbir historia hombre hos hospital
29 huge husband ibig ide iedereen iemand iespejam ihm ihn ihrer ikaw ilalim ilgili inca india inga inggri
29 innych insan internet involved islandi itself jahr jahren jame jde jeden jeji jim jopa jsi judge juste
29 kabul kadin kang kaniyang kanner kauno kautta kazdy kaze keer kez kicsit kilka kinderen kisi koju kol
29 kolme komma komme krievija kteri ktorej ktoru ktorych ktorzy ku kucuk kulturo kunna kuo kuria kuriu kvuli
29 laat laba lady laik lainnya lalo lassen lebo led legal legyen leto lie liela lille lisaa listen ljudje
29 looked lord lose loss lower lucru lugar maakt mae maior maka mala mamy management manager manniskor
29 master match medio mela mellan mellett mendapatkan mener menggunakan menn meno mentre merasa message mest
29 mesto michael mie miejsce mikid mile mindenki mine minister missa misto modern mogoce moja momento mora
29 mort movement mucha muita musi mussen najbolj najma nap natural nece ned nederland nekdo neked neki neko
29 nekoliko nesto network nevar nich nidur nigdy nikdy niso nooit nostra notiek nou nouvelle nova novada
29 nove nuestra nueva numele nuovo ny oblasti odnosno odrum oft oggi oikein oil ok okay olacak olivat oll
29 onda ono onu opportunity opstine option organization orice ossze ot oui owner ozel p paano paid pain
29 parang pari partit pasaulio passat passe pasukan patient patik pelajar perhap peste petit pick pirma
29 plaat plant podcza poder poleg polski poor popular population postoji potem pouco pra prace pracy praha
29 preci precum predvsem premier premiere pria primo problema professional prostu protam proti protiv proto
29 published punt qualche quale quality qualquer quel quer questi quiero quoi raz razem redan region related
29 remain res respect response ret riktigt rio risk river rock russian saada sabe sabihin safe sag sahip sai
29 saker sakit samen sant sara savivaldybe scene sea sebenarnya section segundo seimo seiner seja sekitar
29 semmi semula sendo sera sering serious seve seveda seven ship siamo sido siebie sim simple simply sina
29 sine sinn sinni sir siste sister sitt siyang skupaj sleep sloveniji sodien soit sollte sondern sort soy
29 speak spolu sport sposob spre spune stad stadig staff stale starp starting stata statement station steed
29 stejne stesso stockholm stor strani stuff suatu subject success suoi super svoj svojo svoju svona taalla
29 table tady tage tager tahan taj taki taky talla tanaan tanggal tapat tatt tava tax teacher tejto temu
29 tener tenir tenyleg terbaik tesekkurler text thannig thessi tidur tiem tiesiog tilbake timpul ting tinggi
29 tinha tipo todella tohle toinen tok tokia tokom ton torej tos toto track treatment tree trei troche trop
29 trust truth turned tutaj tutte uang uc uk union upon uri urma uur uvek uw uzerine vajag valaki valdigt
29 vardir various varje vart veci vela veliau verden verkligen version viene vilket vinam vinden viniem
29 visada visiem visit viso visus voice vol volgen vraiment vreme vrijeme vsechno vsi vzdy waiting walaupun
29 walk ware warum washington website weg weiss weiter werk whatever whose wiele willen william window
29 wirklich worker write writing written wszyscy wszystkich wszystkie yaitu yapilan yuksek yun zaten zdaj
29 zde zi zie zina zit zmoniu zonder zostal zwischen zycie αλλο απ ασ εκει εναν επισησ εχεισ καθωσ καλη καλο
29 λιγο μ μερα μεροσ ολοι οπου οσο ουτε πανω πολλα τοτε φορα ωρα ама багато бе бидат биле ве винаги всегда
29 всіх год два две денес днес добро докато дори ето живот жизни завжди здесь значи имам йому кое мегу
29 мислам място між нам неговата немає нив ничего ништо нищо нужно нього няколко області однако около п пак
29 пат пока потому потрібно прави против ради році саме свою скопје сте таке такой тебе тем тогаш тоді тука
29 тях україна цел цьому ці чого чрез эти этой інших אביב אולי אלה אמר אפילו בה בישראל במקום בני גדול דברים
29 דרך האם הייתי העולם ואני וגם יודע כ לכם לפי לראות מ מספר מקום עדיין עושה פה פי פשוט ראש שאתה שהם שזה שלה
29 תמיד ادم استان اسلامي افضل ال الامر الاولي البته الحياة الكثير الوقت امريكي انہيں ايسا ايسے ايم اينجا ايے
29 اپنا بالا بخش بده بسبب بسيار بشه بما بنا بودم بودن بي بڑي تاريخ تين جاتي جانے جاييں جدا جديد جميع جهان
29 جہاں حضرت خب خودم داده دختر درست دليل دور دوران دولت دوم دون دينے زبان زنده سازمان شب شخص شريف صلي عكس
29 عليها عليہ كبھي كيي كيے لن ماه مختلف مدينة مرة مزيد مصر ملي مما منم منها موجود نداره نمي نواز همين هنوز
29 هيچ واحد والتي وان وزير وقتي وي يتم يجب يہاں ٹي پارٹي پاس پاكستاني پنجاب پوليس پيدا چاہيے چيزي گروه ہميں
29 ہوتے ہوگا अभी आगे इसका इसी उसकी ओर करो कहते कांग्रेस कैसे कौन खुद चुनाव जय जाए तथा तब दुनिया देने दोनों
29 धर्म पता पार्टी पुलिस पूरी पे फिल्म बन बना बीच भाई मेरा लगा लेकर वाला विकास शुरू श्री सही सिंह सिर्फ हमें
29 होगी অনুষ্ঠিত অন্য আন্তর্জাতিক আল একই করুন কী গত চেষ্টা ছবি ঠিক ঢাকা দলের দেওয়া দেখে নামে নারী নির্বাচন
29 পড়ে প্রকাশ ফলে বছরের বিশেষ বেশ ভাল যেতে যেন র শিক্ষা সকল সরকারের সামনে হয়েছিল হাজার அதிக அதே அனைத்து
29 அன்று அவர்களின் ஆகிய இ இங்கு இதனால் இதன் இதை இந்தியா இப்படி இரு இலங்கை ஒவ்வொரு க கலந்து காரணம் கொஞ்சம்
29 சரி செய்யும் டி தமிழக திட்டம் தேசிய தொடர்ந்து நிலை நீ நேரம் பகுதியில் பார்த்து பின் பெண்கள் பெயர் போல்
29 மத்திய மாதம் மிக மீண்டும் மு முடியும் வாழ்க்கை விட வெற்றி வேண்டிய வைத்து
30 ability absolutely access acesta addition additional adult agency agent agli agree ahead ahogy akar akik
30 aking akkurat aldrei alem alguien alguno allemaal allowed altra alveg amigo anar annad anno announced
30 antaa anti anyway apo app aproape aqueste artist arum asia asking ass asupra atrodo attempt atti auk aun
30 authority avem aver avere aveva avui azonban band basta battle bede begin beginning below benne berlin
30 besser beste beter beyond biezi biji bitte bizi bizto block bona bonne box brain brown budu buena bulunan
30 buna burada burde byli cadrul california calling camera canada capital carry cast cateva cela celo cent
30 centre certainly cet ceux cez challenge channel chci chinese chodzi christian cie ciebie cimu cio cita
30 ciudad clean coach cocuk cold collection color commercial committee completely compte consider
30 construction conta contact continued cop cote cour created crime cross cual customer czasu czego czym dad
30 daemi dafur dagen dalej dalje dalle damage dance darbo darbu dark daznai dazniausiai dazu debe deep
30 defense definitely dello delu demand demande demek denk derecho derfor described designed despite
30 deutschen deve developed devlet diesen dijo direction direito disease ditt diva dizer dlatego dock doet
30 doit dollar dona donar donne double drei dret drink driver droit drugih duzo dve dwa dzi earlier ebben
30 ediyor eger egyszer egyutt eh eiga eight einmal elkaar ellen elo emberek employee ende endnu enfant
30 engine ennek eno entonce equip erano erg erkek erum estar estava etc etmek euch europe except expect
30 expected explain extra ezen ezzel fac factor faet fair familia farkli favorite fear feet feil fekk ficar
30 fill finding fino fit floor focus followed forse forskellige forst fosse frem function funny fyrst gadus
30 gagawin ganska gas gawin geldi geliyor gemaakt generally george ger german gik ginagawa giorni gjorde
30 glede global gode gotta grad grosse grow growth gunu gute gyvenima hacia haegt haller hanem hanet harom
30 hatten hayir heavy heidan heim heller helsingin hep herke heti heure higit hijo hill histoire hodne
30 hogyan honom hotel hoy hozza http hui hundred hurt huwag hvem hyvaa iako ice ici ido iespeja ihmiset
30 ihnen ihren illetve imajo imi immediately impact inainte inceput included income inden indian ine inkabb
30 inom ins insa interested interesting invece isi istiyorum item iti jai jaka jakie jav jedna jednom jesus
30 jiem jobb jogo join joskus jota juk justice kaibigan kalba kam katerih katru kelia kept kerran kertaa
30 kiekviena kim kimse kito kiz klar knowledge kodel koliko komanda komid kommen koskaan koszonom kotu kraju
30 krijgen kroz kterou ktori ktorym kukaan kultura kunde kunt laatste lab laban lack lado lalaki lange
30 leading leaving leg legjobb lenge lepiej letih lide lietuva liian liker limited ljubljana location locul
30 lol loved ludia luego lutfen machine maga maju malaking male malo mame mand mane mann mari marriage
30 married masik matapo mate matte measure medu meglio meidan meilla meio meli memory menee mennesker mesta
30 mestu method metus mial miec mientra mieux mindre mis misschien missing mission mista mivel mna moga moge
30 moj moje moved moving mowi mozete mukana mulher mulig muun muuta naam nacional nadie nakita nalazi named
30 naozaj naprawde napriklad nato nature nauda nauja nayttaa nearly nebuvo nehany nelkul nevien nevoie nieko
30 niekolko niiden nikt nim njih nobody nodig noite nom nombre normal nosaltre nostro noteikti notika novi
30 nozime numai oameni obcine oket okrem olet olevan olika ollum oltre oluyor omkring onsker onun opening
30 opravdu ordid oro ottaa ova ovde ove pagitan pangalan parce parece partea particular particularly partido
30 partie partner pass pati paul paulo peace pendant percent persze piemeram pierwszy pirmo plusieur poble
30 poc podem poden politique polsce pomeni porad positive posledni posted potential pourquoi pouze prea
30 preko pressure previous prije primeira primera primul projecte proste provided pue pueden pui puikiai
30 punto purpose puse puso puta qualcosa queen queste quick quickly quiere rad rada radio rajono rata recent
30 recently recht regular reizi rekl released reported republike require required resource reste reykjavik
30 rok romaniei rossz rzeczy saeti safety sagen sajat sake sako saly samalla samkvaemt samt sarebbe score
30 search seat secret secretary seeing sehen seinen sell semana sembra senior serve servei seul shall shop
30 siandien sige significant sigui silloin sinabi sino sistema sit siuo sizin slovenskej slovensku snel sol
30 sold solution sotto sowie soz specific speed spend spent sporta spot spring spus staan stanie stat stati
30 steht stock storia straight strane strony structure sun supply svojej svou swoje syne szep szerintem tadu
30 tag taigi takia takk talan tamil tapo tedy tekee teki teljesen tenen tenim teto thatt theory thessum
30 thousand throughout tidligere tieda tienen tiesam tieto tillbaka toe tokio toliau tomorrow tonight tota
30 tote toti tour tovabb train travel trial trip troi troppo trouve trump trzeba tul tunay tungkol tvo uhr
30 ujra unless unsere uplne urcite usein user uusi uzere uzerinde valamint valilla valsti vanaf vanden vare
30 varmasti vece vedere vegar vehicle veikla vej vele veliki vem veoma verdad verdur vero verschillende veze
30 vic vielleicht vieno vietu viime viktig vind vinna virkelig visai vissza visto voidaan voisi voy vremena
30 vrouw vsetkych vsichni vubec wahrend wanna watching weapon wear weekend wegen weight welche welcome
30 western weten wide winner winning wohl wollen wonder wow wrote wtedy yan yerine yhdessa yhta yilinda
30 zeggen zegt zeker zinoma zivljenje zivot zmogus zullen zycia αλλη αυτοσ γινει γινεται ε εγινε ειμαστε
30 ειπε ενοσ εσυ εχετε θελω θεση κανω λεει λεσ μεγαλη μεσω μεταξυ ν ολουσ ομαδα ονομα οποιο ποσο πρωτη σπιτι
30 στιγμη συμφωνα τελοσ τιποτα υπαρχουν беа број български вели вие вместе времени врз всем върху голем град
30 дело деца дни доста другите дури дякую жена живота жизнь заедно заради земјата знам знаю имат именно иска
30 искам какой которых краще къде където лишь лучше малку мають можам можат можеби можуть мой мора міста
30 місце направи начин неговиот несколько неща нея низ никогаш някои ніж одного оние осіб отново пари перед
30 питання покрај помегу помош потоа потом потім поэтому работы разом роки росії сака сащ света своей свои
30 своите својата својот сделать секогаш сепак септември серед сказал собі такі таму теж території тим тобі
30 тогава тогда тот точно три туку української участь хорошо хочу человека является якого інші јазик א אחרים
30 אי אלו אנו בא באופן בגלל בדרך בהם ביום בלי בעולם האלה הדבר הזאת הזמן היתה המדינה הן הספר הראשון הרב ואז
30 ואת והוא וזה ועוד חלק כולם כלל ללא מן נכון ספר עליו קצת קשה רב רבים שהיה שוב שום שלהם اكبر الارض الانسان
30 الثاني الدولة الدين الرييس العديد ام انك اہم باعث بك بل بهترين بيرون تحريك توي جيسے حين خودش رييس سنة ضد
30 طريق عبر عليك عمل عنه فقد قومي كبير كمك كيونكہ ل لان لقد لما لنا لهم مجموعة مسلم منه مهم موقع ميشه نحن
30 واحدة والا وذلك وعلي وكان يعني يقول उत्तर அதிகம் அப்படி அமைச்சர் அல்ல ஆகும் ஆர் இடம் இருக்கிறது
30 இருந்தாலும் உங்களுக்கு உலக உள்ளன எங்கள் எனும் என்னும் என்பதை எல்லா கட்சி கல்வி காரணமாக காலத்தில் காலம்
30 காலை கோடி சி சிறந்த செய்த சொல்ல சொல்லி தகவல் தற்போது தேர்தல் நிறுவனம் பணம் பதில் பற்றிய பார்க்க பெரும்
30 போய் மக்களின் மாதிரி மாவட்ட முக்கிய யார் ரூ
31 accept aceste acestea acolo active acuerdo address adema administration advantage advice afla africa
31 african agad agreement ahrif aid aikaan airport allora annak annual annyira anong anymore apply approach
31 associated australian avoid awesome bag bajo bak baka basic baza beach bear belki betur biggest bird
31 bought brand bridge broken budete budget bun cal camp cancer candidate captain carrer cash casto catch
31 caught caused celle cely ceprav cesto champion choose christma citizen civil clearly click closed coast
31 coffee commission communication compared competition complex concept concern congress connection contain
31 conversation copy count coz dahilan dalsie dating davant decade decide device diferent directly distance
31 division dni dobe document doubt dovolj draw driving drzave dude duty dveh easily economy effective efni
31 egitim eina einu element eloszor ena enda ended enemy enter environment equipment established estate
31 evening eventually exchange executive exist facebook facility fai fele fighting file finish finished
31 finnst firm fish flight fonto foot foundation freedom fu fully fyrr fyrstu gabi gain garden gay gaya
31 generation gerek germany gift ginawa glad glej google grade greater groupe growing guard guerra hafta
31 hall halo haluaa hearing heat helped hieman highest highly hitro hlavne hluti hol holding holy horse host
31 ikinci imagine imaju imao imel impreuna increased independent influence injury insurance investigation
31 investment inyo iyon iyong japan jedno jednog jobban kamay kasnije katawan katerega kayttaa kedy kellett
31 kene kiinni killing kisa kojima kojoj ktoreho lake largest latest lawyer learning legnagyobb letu library
31 limit literally lived ljubljani loan located luck lumea majority malapit map marami masodik mass mayor
31 mayroon mea meaning meant medutim metal mindent mistake mne morda mountain mouth mozda mrs multiple
31 murder muslim muuten nachadza naprej nase necessary nezd nikdo nine nista nit niyang njega noastra noche
31 none notice nr obama offered older olmaz ori ortaya otherwise otrok overall ovog ovom paggamit pagkain
31 pala paso passed payment pense peter physical pilipino planning pogosto politic politica pomoc pop poti
31 pravi pravo preco primary produce produced professor profile profit protect prvy pull putting qualsevol
31 ran razlicnih reach reaction reality realize receive reference republican request responsible rich ride
31 ring rise robert roll rose royal russia samozrejme scale screen sebe sedaj segun seriously session
31 setting showed showing shown sicer sick silti sitting sizi skill skin skoraj skozi slovenska smith
31 soldier soran soul speaking spirit sploh spolocnosti square standing status stevilo stick stjorn stone
31 stran strategy stupid successful suggest suport supposed surface svaki svetu svojho sweet tal tara target
31 tato telje telling tenia texa therefore throw thus ticket tine tip toata tohto tomto tool touch trebalo
31 trouble truly tudja tuto ulo uporablja utolso uuden vagyunk valo varmaan vase victim village voit voltak
31 volume vrlo vsaj vseh walking wedding wika wind winter wood worry worse worst writer yapan yesterday
31 zajedno zemlje zna znaci zor αθηνα ακομη απλα αυτεσ αφου β γ γυναικα ειστε ειχαν εκανε εκτοσ εμεισ επειδη
31 εωσ θελει θεμα ιδια ιδιο ιστορια καμια κανουν κατω κοσμο κυβερνηση λενε λογω μεγαλο μολισ ολεσ ολο παει
31 παλι πισω ποιοσ πω τελευταια φορεσ χρονο χωρα била били будут будуть бързо ведь вообще вопрос времето
31 врска всяка війни голяма грн гроші деньги дня должны дома друг других думаю дітей животот започва знову
31 зробити иако имаме имаше конечно которая которой края майже майка македонски мира мисля мога могат могу
31 могут н навистина никога никогда никой никој новый ніколи освен откако первый перший повторно почти рече
31 робити рішення сад сакаш сам своего своих свой свої своїх спасибо стал страната такий такое твитер теб
31 тех украины хотя ця часа часу чего шо эта эту їм ابن احمد الحرب الحكومة الخاصة العربي المدينة اليه امام
31 انهم حالة سنوات عاما عشر علينا كبيرة لدي مجلس نفس نفسه ولم وما
32 00s 1st accident acting actor actual advance affair agreed alive alternative apart apparently appeal
32 appearance appeared apple argument arrived aspect assistant attorney audience aware background balance
32 basi beauty becoming beer behavior believed beside billion birth birthday bitch blog boat bond border
32 boss bottom britain broke busy buying canadian carried category chain chair chairman changing chapter
32 charle chicago chri christ classe classic client command completed concerned conflict consumer corner
32 correct covered crew criminal critical crowd cultural dangerous dear debt describe description deserve
32 develop digital dinner discussion dress drugega easier eastern eating edge edition egg email engineer
32 engineering entry everybody ex exercise existing expert extremely fail failed failure faith famous farm
32 fashion fat fee fell fellow festival fifth finger fix flat florida flow flower fly forced forest fourth
32 frank fresh fuel giant glass governor grant greatest guest guide handle happening healthy helping herself
32 hole holiday housing imeli impossible improve inc indeed institute institution israel jack japanese joe
32 joint joke journal katerem kateri keeping kick kljub knowing labor larger laugh leadership learned length
32 liberal liked losing loui lucky magazine magic managed marketing mary medicine mental mention mentioned
32 mexico mid mike missed mobile mostly movy museum negative neither newspaper northern object obviously
32 olympic onto opened operating owned pair path pattern paying placed plane planet platform port possibly
32 powerful prej presented prevent previously prime prince prior prison progress promise protection proud
32 prove purchase push quarter rain raise raised rare ray reached reduce relation religion religious remove
32 removed represent representative requirement reserve resident responsibility restaurant returned richard
32 route saving sector seemed selling senate separate served sexual shape shirt shoe shoot shooting shut
32 signal signed silver sky slightly slow smaller smart software somebody southern specy speech spread
32 stopped strength strike studio suit surprise survey takrat task taste teaching technical technique
32 television temperature theme thoma threat totally tough traditional transfer treat truck twice twitter
32 understanding unique usa variety victory violence vs vsem wake waste wave wearing weird whom wild wine
32 wing wonderful yard youth zakaj zone
33 2nd abuse accepted adding admit advanced affect afraid afternoon aim ancient andrew angel angele angry
33 anywhere apartment applied appreciate appropriate asian asset attitude bay belief bell bigger blow bomb
33 bone boston bottle bowl bringing burn businesse button capacity championship cheap chemical chicken
33 circle climate closer clothe colour combination combined comfortable component concert confirmed
33 connected conservative core corporation creating cry cycle danger daniel debate democrat democratic
33 depend desire determine developing dick discovered discuss display domestic download drama drawing
33 drinking dropped dry ear editor electric electronic emergency emotional ending ensure entered entirely
33 environmental equal error everywhere evil excellent excited excuse expensive express falling fantastic
33 fault feed filled finance fixed flag flying forever formed fox frame fruit gate girlfriend golden grew
33 grown harry height hello henry hero historical honest honestly honor hoping identity ill illegal
33 improvement incident increasing industrial initial instance intelligence intended internal introduced
33 ireland iron issued italian italy jersey johnson joined jone jump labour lane launch lay lee lesson
33 listed listening ll load lovely lunch lying mad mail maintain martin massive max meal milk minimum minor
33 mix mode monster moon ms native noted novel nuclear occur ocean odd offering operate ordered origin
33 originally pack painting panel parliament passenger perform performed phase picked pilot planned plate
33 plenty pm politician pool possibility pound prepared presence principle print prize procedure producer
33 programme proof proper proposal proposed protein providing publication pulled quote rating reader
33 recommend recorded refer reform regarding regional regulation relative relatively reveal revenue root row
33 sample saved schedule scheme scientific scientist scotland scott seek selected selection senator sentence
33 shared sharing shift shopping shoulder smile smoke snow soft solid somewhere spanish speaker spending
33 squad stated steel steve storm stream stress struggle stuck suck suddenly sugar suggested supported
33 supporting supreme surprised talent tank taught tea teach tear tech tend terrible territory testing tired
33 topic transport treated trend troop turning upper useful valley vision wage walked warm warning watched
33 weak web wheel willing yellow younger youtube
34 3rd 4th academic academy accurate achieve adventure affected afford ah aircraft alcohol alex allowing
34 amazon anybody appointed appointment approved approximately argue armed arrest arrested arrive aside
34 assembly assist assistance associate assume attend basically basketball bathroom battery bbc belong bike
34 blame bob boot boyfriend branch brazil breakfast bright brilliant bro bunch cable cake capable carbon
34 careful carrying catholic celebrate chamber charged chart chat cheese chip chosen circumstance claimed
34 clinton cloud collected combat comic commander committed comparison competitive complaint conducted
34 confidence consequence considering constitution contest context contribution controlled convention cook
34 corp corporate counter coverage crash cream creation creative crisi crown crying custom cute cutting dc
34 dealing declared dedicated defeat defined definition deliver delivered delivery depending depression
34 depth deputy designer destroy destroyed determined diamond diet difficulty directed dirty distribution
34 don dozen draft dragon drunk dying earned earning educational edward elected emotion employment empty
34 enjoyed entertainment escape essential estimate estimated existence expectation expense experienced
34 experiment expression extended extreme factory fake false familiar farmer faster favor favourite fighter
34 fired focused forgot founder frequently friendly fucked funding gap gender gene golf grab grace graduate
34 granted greek guilty harder headed heaven hide highway hopefully household id identified identify iii
34 importance improved incredible independence index indicate info inspired instruction instrument interior
34 involve iran jackson jail jew jewish journalist journey joy jr kevin killer kinda kingdom kiss kitchen
34 knee korea label laid largely latter laughing launched layer legend legislation license lift lip
34 literature lock mainly maintenance manage manner manufacturer manufacturing marine matche matt maximum
34 meat medium mess mill mining ministry mirror mixed motion motor muscle navy nearby neck neighborhood nick
34 noise normally noticed numerous nurse obvious occasion occurred ohio operator opposite opposition orange
34 organisation ourselve pacific package paint pakistan partnership passing peak penalty perfectly
34 performing permanent personality personally personnel perspective pet photograph pleasure plot pocket
34 portion prayer prefer pregnant prepare priority prisoner promote properly protest province pure q quiet
34 railway random rank realized reasonable receiving recognize recording recovery reduced referred reflect
34 regard register relevant relief remained remaining remind rent repair replace replaced reply republic
34 resistance resolution respond retail revealed revolution rice roger roman roof rural ryan saint salt sat
34 scared scored scottish secure seed seeking sending server serving settlement severe shadow shame sheet
34 shower sight sing singer singing slave sleeping slowly smell somewhat spain specifically split spoke
34 stadium statistic staying stood storage strange string stronger suicide supporter suppose surely surgery
34 surrounding suspect switch talked taxe taylor teen teeth terrorist tight tiny tone tony tournament tower
34 toy trading tradition trail trained transportation trick turkey twenty twin typical typically ultimately
34 unable understood unfortunately universe unlike updated upset urban usual veteran virginia visitor
34 volunteer voted voter voting wale weekly whenever worried zero
35 3d absolute accused achieved achievement acid admitted adopted advertising afterward aged alien ally
35 amendment angle anniversary approval arab arrangement assessment athlete atmosphere attached attacked
35 attended attractive audio auto automatically awful barely baseball bath bc bedroom belt bible bid bishop
35 blind bound boundary bread breast breath brian broad buddy bull bullshit burning bush cabinet calm campus
35 capture carefully carolina carrier causing celebrity ceo ceremony characteristic charity checked chest
35 childhood chocolate circuit civilian clinical clip closely closing clothing coal coat coin colleague
35 colorado comedy commissioner commitment compare complicated conclusion conduct confirm confused connect
35 consist consistent constant constantly contemporary continuing contrast cousin crack creature critic
35 criticism crystal dancing davi debut defence defend delay democracy detailed developer disaster discount
35 discovery disorder divided dna donald drawn drew driven dumb dynamic eagle earn effectively elizabeth
35 elsewhere empire employer enable encounter encourage engaged enterprise entitled equivalent eric essay
35 establish establishment everyday exact exam exception exciting exhibition expansion explanation export
35 exposed expressed extend extension extensive extent external faced facing fairly fantasy fed filed
35 fishing ford format formation forum fought founded francisco frequency friendship ft gained gear genetic
35 georgia ghost gotten graphic grey guarantee guitar habit haha hanging hardly harm heading healthcare
35 heavily hidden highlight hip historic hitting hollywood hong howard hunt hunter ideal idiot ignore
35 immediate immigrant immigration impressive inch infection infrastructure initially initiative injured
35 inner intention interaction introduce introduction investor invited involving irish jan jason jean jet
35 joining jordan joseph junior jury kit knight korean latin letting lewi linked lion listing log loose loud
35 lover loving ltd maker manchester marked math matthew meanwhile mechanism membership meter miami michigan
35 miller minority monitor monthly moral mortgage mount multi musical mystery naturally necessarily neighbor
35 nfl nose nut objective obtained offensive officially opponent opposed organized outcome outstanding pant
35 parking participant pc pen percentage permission philosophy pic pink plain plastic playoff poem pointed
35 poll porn possession poverty practical preparation presidential pride priest primarily princess principal
35 processe processing promised promotion protected proved purchased qualified quit racing rail rape raw
35 reaching recall recognition recognized recommendation recommended refuse refused regardless registered
35 regret regularly repeat reporter reporting represented reputation rescue researcher resort resulting
35 retirement returning reward rid ridiculous riding rising rocket rolling rough ruin rush salary sand santa
35 sarah secondary semi sensitive sequence sharp shell shipping shock shortly significantly silence simon
35 smoking soccer solar somehow sought soviet spell stable stayed steal steam stephen stranger strip
35 strongly studied suffer suffered suffering suggestion sum superior survive swear sword sydney symbol
35 symptom tale tall tape temple temporary tested theater theatre therapy thick thin thread threw tied tiger
35 toronto transaction transition translation tube ultimate uniform universal unknown valuable vast vessel
35 violent visited visual wanting warrior wash wealth wet widely wilson wire wise witness wondering
35 worldwide wound zealand
36 00k 00m 00st 5th abandoned abroad acquired acquisition acre activist actress administrative advocate
36 agriculture airline alexander alleged allen alliance alongside alright ambassador anderson android andy
36 anger ann anna announce announcement annoying anthony anxiety ap architecture argued arizona arrival
36 arthur asleep assault asshole assigned assignment assumed atlanta atlantic attempted austin automatic
36 avenue awarded awareness badly banking banned barrier bean beast beating begun behalf behaviour bench
36 bite blade bonus boost boring bother brick broadcast buck bug bullet bureau buried butter buyer bye
36 cambridge cant capability captured carter castle cd celebration certificate charlie chase checking cheer
36 chelsea chemistry cigarette clark cleaning clock collect colonel columbia comfort commerce commonly
36 communist compete compound comprehensive concentration concluded concrete confident congratulation
36 consent consideration consumption contained containing contribute contributed convinced cooking
36 corruption costume cotton covering craft crap creator creek cricket crop crossed curious currency daddy
36 damaged dave dealer dean decent deck decline deeply defensive define demonstrate denied deny deposit
36 desert desk destination destruction detroit devil diego disability disappointed discover discussed disney
36 dispute divorce doc domain donation downtown dramatic dressed drove duck duke dust dutch efficiency
36 efficient egypt electrical electricity elite employed enforcement engage enjoying entering entity
36 entrance epic equally essentially evan evolution exit expand expecting exposure extraordinary fallen
36 fancy fate fbi featured featuring feb fiction figured filter fitness flame flash flood fool forgotten
36 formal formula fort forth franci fraud funeral gaming gary genuine glory gordon gorgeous grass grateful
36 grave gray gross guardian gym handed handling happiness harri headquarter helpful hence heritage heroe
36 hire hired hockey holder honey honour hook horrible horror houston hungry hunting illinoi illness
36 impression improving inche increasingly incredibly informed innocent innovation input inquiry insane
36 insight inspiration installed intense intervention invite iphone iraq islam islamic israeli iv jacket
36 jacob jane jay jeff jimmy johnny josh juice kansa kelly kicked knife knock laboratory landing landscape
36 lately leather lecture legacy liberty lieutenant lifetime liquid liverpool locked logic losse lowest luke
36 luxury lyric mac maintained makeup managing margin marry mask measurement melbourne memorial merely
36 mexican microsoft mini missile mood morgan moscow musician nah nail naked narrative narrow nazi nba nerve
36 nervous newly nov nowhere observation observed obtain occasionally oct operated ordinary organ organic
36 ought outfit output ownership oxford pace painted palace pan participate passage passion patrick peer
36 pennsylvania pension permit phil philadelphia philippine photographer photography phrase physic physician
36 picking pig pin pipe pit pitch pizza pleased poet poetry pole pope portrait poster posting potentially pp
36 pray preferred premium printed privacy proceed producing programming prospect provider provision
36 publisher publishing pulling pump pushed pushing racist raid raising ranger ranked ranking rapid rarely
36 ratio rear rebel recipe reducing reduction referring refugee rejected relate rely remote removal rep
36 replacement representation representing residence respectively restriction resulted retired reverse rival
36 rob robot romantic rome ross roughly routine rugby runner sacrifice satellite scary scenario scheduled
36 scoring screaming script seal searching seattle segment select sept servant settle settled sexy shade
36 shaped shelter shield shore signature signing silent silly singapore sixth slide smooth snake soil solve
36 specialist spider spin spiritual spoken spy stake stem steven stolen stomach strategic stretch stroke
36 struck studying subsequent substance successfully sudden suitable summary surrounded survival survivor
36 sweden swimming syria tail teenager telephone tenni tension thirty threatened throwing thrown tissue
36 toilet tongue tourist trace tran transferred trap trash treaty tribe tune tunnel tweet twelve ugly uncle
36 unusual upgrade ups utility vacation valid variable variation vary vega vegetable venture venue victoria
36 viewer violation virgin virus visible visiting vital vocal walker walter ward wayne welfare wherea whilst
36 whoever wisconsin wishe wolf yep
37 6th 7th absence acceptable accounting acted addressed administrator admission ads agenda aggressive
37 agricultural alabama alarm alert alice amongst anime anne answered apology apparent architect archive
37 arena arranged arrow arsenal assumption athletic attacking attempting attending attracted attraction
37 auction aug autumn awkward backed barrel barry bass beam bee beef billy biological blast blocked bloody
37 bold boom bow boxe brave breathe breathing bruce bubble burned butt cafe calendar cameron candy cape cave
37 challenging chao chick choosing churche cited claiming classical classified classroom clay cleveland
37 clinic clue cm cnn coache coaching collaboration collective colony combine commit commonwealth companion
37 compensation competitor composed composition concerning conservation conspiracy constitutional
37 constructed consultant container contractor controller controversy conviction convince cooper cooperation
37 copper counting courage cow cowboy crossing crucial cure curve dare darkness database dated dawn dec
37 deeper default defender defending delhi delicious demon density dependent derived desperate detective
37 dialogue dimension disabled disappeared discipline discrimination distinct distributed diversity
37 documentary doll dose drag dropping drum dual ease edinburgh edit edited editing educated elementary
37 elephant eligible encouraged engagement equality equipped equity ethnic euro examination executed
37 execution exhibit existed expanded experimental explore explosion faculty failing fame favour federation
37 feedback feeding fewer fifty finishing firing fiscal fleet fluid follower footage fortune foster
37 framework franchise frequent frozen fuckin fundamental funded furniture galaxy gathered generate
37 generated genius genre glasse globe goodbye graham grain greatly greece guaranteed guidance gulf hamilton
37 hardware hd helicopter hiding hilarious hillary hint homeless hoped horn huh humanity ian icon ignored
37 implementation import impressed indiana indicated ingredient instagram installation instant integrated
37 intellectual intelligent intent invest investigate involvement iowa jazz jerry jon jonathan judgment
37 justin kate kennedy kentucky lap larry lawrence leak legislative lifestyle lighting lincoln lisa literary
37 lmao logo loop lung madrid mainstream mall manual maria maryland massachusett mature mechanic mechanical
37 medication menu merchant metre midnight mineral minnesota miracle missouri moderate monitoring monkey
37 moore mounted mouse mp murdered murray mutual negotiation netherland nigeria nightmare nomination nope
37 nursing obligation occupied offense oklahoma ongoing opera oral oregon oscar outdoor outlet overcome
37 oversea owe packed painful palestinian panic parallel participation particle partly patent peaceful
37 pepper perception petition philip physically piano pill pirate polish pose praise precious prediction
37 preference pregnancy preparing presentation pretend prevention printing privilege proceeding progressive
37 prominent promoting protecting protocol proven psychological psychology publicly punch punishment pupil
37 purple pursue quantity quest racial radiation radical railroad rally ram rapidly rated realise recover
37 reflection regarded regime registration relax reliable remark remarkable remembered removing repeated
37 replied requested residential responded revenge rick rider rifle riot rip robin romance ruined ruled
37 ruling russell satisfied sauce saudi scholar scholarship scope scream sean sec separated shake shark
37 shocked similarly sized slip slot sole spare spectrum sponsor stability stamp steady stopping strain
37 struggling stunning submit submitted substantial succeed sufficient summit surgeon surprising survived
37 suspended swing tablet tackle tactic talented tap tattoo terminal terror thompson throat throne timing
37 tire tokyo touched tourism trailer transmission traveling treasure treating triple trophy turkish uh
37 ukraine underground unlikely upcoming verse versus vietnam viewed virtual virtually waited warren weed
37 wherever wildlife wisdom witnesse wooden wore workshop worn worship worthy wounded yea yield
38 000k 000m 000th 00am 00pm 8th aaron abc abortion ac acceptance accepting accessible accidentally
38 accompanied accomplished accuracy acknowledge actively adapted additionally adjustment adopt adoption
38 advised advisory affordable afghanistan aimed aka alaska albert algorithm alpha amateur amy analyst
38 animation annually anonymous antonio anytime apologize appearing applying appreciated approache
38 approached approaching arc argentina arguing arriving artificial artistic ash assuming attendance attract
38 attribute aunt aviation backing backup backward bacon bacteria baker balanced baltimore banana barbara
38 basement batman bearing beaten belgium believing beloved beneath benjamin beta bia biology birmingham
38 bitcoin bitter blake blanket bless blessed blessing blowing blown bobby bored boxing brake branche
38 brazilian breed briefly bronze brook brooklyn brush bulk burden burger burst campbell canal cancel
38 cancelled candle cargo caring carl carlo carpet cartoon casino casting casual catching cattle cc ceiling
38 celebrated celebrating census certified charging charlotte charter cheaper cheating cheek chef cherry
38 chill christianity christopher chronic chuck cinema classification cleared clever cliff climb closest
38 cluster coalition coastal cock cole collapse collecting collector collin colonial colored commentary
38 communicate competing complain completion compliance compromise confusion congressional connecting
38 conscious consecutive considerable consistently continuous contrary controlling controversial convenient
38 conventional conversion converted convicted copyright corn correctly costa couch counsel craig cried
38 criteria cruise crush custody dam dancer danny deadly dealt declare declined decrease deemed defeated
38 defendant delayed delete deleted demonstrated demonstration denver departure describing designated
38 desired destiny determination devoted diabete diagnosi didnt differ differently dirt disappear discussing
38 disgusting dish dismissed displayed distant distinguished diverse divine dj dominant dominated donor dot
38 dougla dressing drone dvd earl earthquake egyptian eighth elder elderly eliminate embarrassing embrace
38 emerged emerging emission emma emperor emphasi employ endless enormous entrepreneur ep equation escaped
38 ethic evaluation examine excess excitement exclusively expanding explaining exploration explosive farming
38 fastest fence fever fifa filling filming finest flesh flew flip floating focusing forcing forgive
38 formerly forming forty franklin fred fry functional furthermore garage garbage gather gathering generous
38 gentle gentleman glasgow glove gm goat gop gospel gradually grammar grandfather gravity greg grid grocery
38 guideline halloween hammer handled handsome harbor harvard harvey hated hawaii hawk healing heating helen
38 hiring historian hitler hiv hood hosted hosting hr hug humor hung identical identification idk
38 illustrated illustration imagination imperial implement implemented imply imposed incentive incorporated
38 indicator indigenous infant infinite influenced inform inning insect insist inspector instantly
38 integration integrity intend inter interpretation introducing invasion invented invested investigator ion
38 iranian isolated jake jamie jealous jennifer jeremy jerusalem jessica jose jumped jumping keith ken kent
38 khan kicking kidding knocked lad lamp landed laptop laser laughed laura laying lazy leaf lease legally
38 legendary legislature legitimate leo lesbian liability licensed lied lightning limitation listened lit
38 liver loaded lonely longest loser louisiana loyal loyalty lt madison magical magnetic maine maintaining
38 mama manhattan marathon margaret marie marijuana mario marshall marvel mathematic md measured mentally
38 mercy merit metro metropolitan michelle minded mississippi mitchell mixture modified moreover morri
38 motivation mps municipal mysterious myth nasty naval needle neil nelson netflix neutral nevertheless
38 noble nominated nonsense norm norway notion oak occupation oldest oliver ontario operational orlean outer
38 overnight oxygen pad palm parade paradise parker parliamentary partial partially participating patch
38 patience patriot perceived perry phillip phoenix piss pissed placing pleasant pointing pokemon poland
38 pollution popularity portfolio portland powder powered pr practically precisely preliminary premise
38 preserve presidency productive productivity promoted propaganda proportion propose pub punk puppy pussy
38 qualification qualify queensland quietly quoted rabbit rachel racism radar ranging reache react realistic
38 receiver reception recipient recovered regulatory reject relating reminded repeatedly replacing
38 reservation reserved resist resolve respective restore restricted retain reviewed revolutionary ritual
38 robinson rocky rolled ron rope roy rs rubber rude rumor sacred sadly safely salad samuel sandy
38 satisfaction sc scandal scout scratch screening screw secured seller sensor serial seventh shed sheep
38 sheriff shine shorter shy significance simultaneously sink situated skip slavery slept slight smartphone
38 smiling snack snap soap socialist solely sony sooner soup southeast spark specification sporting spotted
38 spray spreading stanley starter stating stealing stepped stewart stole stored streaming stressed strict
38 strictly striking structural submission subsequently substitute suburb sue suggesting suite sunshine
38 supplement supplied supplier surveillance susan suspected suspension sustainable sustained swedish swift
38 swim swiss switzerland syndrome targeted taxi taxpayer tbh teammate tennessee terrorism terry testimony
38 th thai thailand thou threaten threatening thumb tier timeline tobacco tommy torture touching toxic
38 tracking traded trader trainer transformation transit translated trapped travelling treasury tribute
38 trigger tropical trusted turner twist tyler ugh ukrainian ultra uncomfortable underlying unemployment
38 unexpected unfair unity unnecessary urge urgent usage useless utah vaccine vancouver vertical victor
38 villa vintage vulnerable wa wallet warn warned warrant wasted watson weakness wealthy weigh welsh whale
38 wider widespread wireless woke wondered wrap wrapped wright wtf xbox ye yoga
39 headache motive slope trait
"""
