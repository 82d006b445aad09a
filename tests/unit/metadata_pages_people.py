"""Pages for the table: authors, in JSON-LD, in meta elements and as readers see them."""

# ruff: noqa: E501 - pages stand here as publishers write them, and their lines are long

from metadata_case import Case, article, ld

SITE = "<meta property=og:site_name content='The Harbour Post'>"


def by(json: str, *names: str) -> Case:
    return Case(SITE + article(f'"author": {json}'), want={"authors": list(names)})


JSON_LD = {
    "a name": by('"Ann Lee"', "Ann Lee"),
    "a list of names": by('["Ann Lee", "Bob Ray"]', "Ann Lee", "Bob Ray"),
    "names joined by and": by('"Ann Lee and Bob Ray"', "Ann Lee", "Bob Ray"),
    "names joined by commas": by('{"name": "Ann Lee, Bob Ray and Cy Poe"}', "Ann Lee", "Bob Ray", "Cy Poe"),
    "names joined by a comma and and": by('"Ann Lee, Bob Ray, and Cy Poe"', "Ann Lee", "Bob Ray", "Cy Poe"),
    "names joined by a slash": by('"Ann Lee / Bob Ray"', "Ann Lee", "Bob Ray"),
    "names joined by und": by('"Von Ann Lee und Bob Ray"', "Ann Lee", "Bob Ray"),
    "a name with y in it": by('"José Ortega y Gasset"', "José Ortega y Gasset"),
    "a person whose name is a list": by(
        '{"@type": "Person", "name": ["Ann Lee", "Bob Ray"]}', "Ann Lee", "Bob Ray"
    ),
    "given and family name": by('{"@type": "Person", "givenName": "Ann", "familyName": "Lee"}', "Ann Lee"),
    "a role behind the name": by('"By Ann Lee, Political editor"', "Ann Lee"),
    "a place and a role behind the name": by('"Ann Lee in Oslo, Northern Europe correspondent"', "Ann Lee"),
    "an employer behind the name": by('{"@type": "Person", "name": "ANN LEE, Associated Press"}', "ANN LEE"),
    "a degree behind the name": by('"Ann Lee, MD, PhD"', "Ann Lee"),
    "a junior": by('"Bob Ray, Jr."', "Bob Ray, Jr."),
    "a name in capitals": by('"BY ANN LEE"', "ANN LEE"),
    "a mail address before the name": by('"editor@harbour-post.example (Ann Lee)"', "Ann Lee"),
    "a mail address behind the name": by('"Ann Lee <ann@harbour-post.example>"', "Ann Lee"),
    "the same name again": by('[{"name": "Ann Lee"}, {"name": "ann lee"}, "Ann  Lee"]', "Ann Lee"),
    "an organisation": by(
        '{"@type": "Organization", "name": "Reporters and Editors of the North"}',
        "Reporters and Editors of the North",
    ),
    "an agency": by('{"@type": "Organization", "name": "AFP"}', "AFP"),
    "two agencies": by('"AFP, Reuters"', "AFP", "Reuters"),
    "an agency in small letters": by('"dpa"', "dpa"),
    "an agency beside a person": by(
        '[{"@type": "Person", "name": "Ann Lee"}, {"@type": "Organization", "name": "AFP"}]', "Ann Lee", "AFP"
    ),
    "the site beside a person": by(
        '[{"@type": "Person", "name": "Ann Lee"}, {"name": "The Harbour Post"}]', "Ann Lee"
    ),
    "the site alone": by('{"@type": "Organization", "name": "The Harbour Post"}', "The Harbour Post"),
    "an account": by('"admin"'),
    "a placeholder": by('[null, "", {"name": "undefined"}, {"name": null}]'),
    "an address": by('"https://www.facebook.com/ann.lee"'),
    "a person with nothing but an address": by(
        '{"@type": "Person", "url": "https://www.harbour-post.example/ann-lee"}'
    ),
    "entities and tags": by('"Ann O&amp;#8217;Hara <br>"', "Ann O’Hara"),
    "a Japanese reporter": by('"山田太郎記者"', "山田太郎"),
    "Chinese names with their comma": by('"作者：王小明、李雷"', "王小明", "李雷"),
    "an editor beside the reporter": by('"记者：王小明 编辑：李雷"', "王小明"),
    "an editor before the reporter": by('"責任編輯：李雷 記者：王小明"', "王小明"),
    "roles without spaces": by('"作者：王小明编辑：李雷"', "王小明"),
    "roles without colons": by('"本报记者 王小明 责任编辑 李雷"', "王小明"),
    "roles with slashes": by('"文/王小明 图/李雷"', "王小明"),
    "two reporters and an editor": by('"记者：王小明、韩梅 编辑：李雷"', "王小明", "韩梅"),
    "somebody who wrote and took the pictures": by('"文/图：王小明"', "王小明"),
    "an editor alone": by('"编辑：李雷"', "李雷"),
    "an agency that an editor took it from": by('"来源：新华社 编辑：李雷"', "新华社"),
    "an editor who is named apart": by(
        '["记者：王小明", {"@type": "Person", "name": "编辑：李雷"}]', "王小明"
    ),
    "an editorial office": by('"编辑部"', "编辑部"),
    "Korean roles": by('"취재: 홍길동 편집: 김철수"', "홍길동"),
    "a German photographer beside the author": by('"Text: Ann Lee, Fotos: Bob Ray"', "Ann Lee"),
    "a photographer beside the author": by('"Words by Ann Lee and photos by Bob Ray"', "Ann Lee"),
    "a photographer alone": by('"Photos by Bob Ray"', "Bob Ray"),
    "somebody who did both": by('"Photos and text by Ann Lee"', "Ann Lee"),
    "an agency's editor": by('"Reporting by Ann Lee and Bob Ray; Editing by Cy Poe"', "Ann Lee", "Bob Ray"),
    "words that are a name's": by('["Story Smith", "Video Team"]', "Story Smith", "Video Team"),
    "a name with particles": by(
        '"Ludwig van der Berg and Maria de la Cruz"', "Ludwig van der Berg", "Maria de la Cruz"
    ),
    "a team with and in its name": by('"Food and Drink Team"', "Food and Drink Team"),
}

OTHERS = {
    "an editor in an element of his own is none": Case(
        "<meta name=author content='记者：王小明'><meta name=author content='编辑：李雷'>",
        want={"authors": ["王小明"]},
    ),
    "an editor in the byline is none": Case(
        body="<h1>Mine opens</h1><p><span class=author>编辑：李雷</span> <span class=author>记者：王小明</span></p>",
        want={"authors": ["王小明"]},
    ),
    "every author element counts": Case(
        "<meta name=author content='Ann Lee'><meta name=author content='Bob Ray'>",
        want={"authors": ["Ann Lee", "Bob Ray"]},
    ),
    "an address as article:author is passed over": Case(
        "<meta property=article:author content='https://www.facebook.com/ann'><meta name=parsely-author content='Ann Lee'>",
        want={"authors": ["Ann Lee"]},
    ),
    "a name as article:author is an author": Case(
        "<meta property=article:author content='Ann Lee'>", want={"authors": ["Ann Lee"]}
    ),
    "a newspaper's own byl is read": Case(
        "<meta name=byl content='By Ann Lee and Bob Ray'>", want={"authors": ["Ann Lee", "Bob Ray"]}
    ),
    "Sailthru knows the author": Case(
        "<meta name=sailthru.author content='Ann Lee'>", want={"authors": ["Ann Lee"]}
    ),
    "Dublin Core knows the author": Case(
        "<meta name=DC.creator content='Lee, Ann'>", want={"authors": ["Ann Lee"]}
    ),
    "cXense knows the author": Case(
        "<meta name='cXenseParse:author' content='Ann Lee'>", want={"authors": ["Ann Lee"]}
    ),
    "what WordPress tells of who wrote it is read": Case(
        "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ann Lee'>",
        want={"authors": ["Ann Lee"]},
    ),
    "what else stands there is not": Case(
        "<meta name=twitter:label1 content='Est. reading time'><meta name=twitter:data1 content='4 minutes'>",
        want={"authors": []},
    ),
    "a person in a meta element comes before the site in JSON-LD": Case(
        SITE
        + article('"author": {"@type": "Organization", "name": "The Harbour Post"}')
        + "<meta name=author content='Ann Lee'>",
        want={"authors": ["Ann Lee"]},
    ),
    "a handle is nobody's name": Case("<meta name=author content='@annlee'>", want={"authors": []}),
    "a link that says author is the byline": Case(
        body="<h1>Mine opens</h1><p>By <a rel=author href=/ann>Ann Lee</a> and <a rel=author href=/bob>Bob Ray</a></p>",
        want={"authors": ["Ann Lee", "Bob Ray"]},
    ),
    "hAtom's author is the byline": Case(
        body="<h1>Mine opens</h1><span class='byline author vcard'>by <a class='url fn n' href=/ann>Ann Lee</a></span>",
        want={"authors": ["Ann Lee"]},
    ),
    "a byline without its date": Case(
        body="<h1>Mine opens</h1><div class=article-byline>By Ann Lee | Monday, November 23, 2026</div>",
        want={"authors": ["Ann Lee"]},
    ),
    "authors of comments and related articles wrote something else": Case(
        body="""<article><h1>Mine opens</h1><p>Text</p></article>
            <ol class=comment-list><li><cite class=author>Troll Five</cite></ol>
            <aside><a rel=author href=/bob>Bob Ray</a></aside>
            <article><h3>Port closes</h3><a rel=author href=/cy>Cy Poe</a></article>""",
        want={"authors": []},
    ),
    "somebody who is quoted under a class of author is no author beside the site": Case(
        SITE
        + ld('{"@type": "ClaimReview", "author": {"@type": "Organization", "name": "The Harbour Post"}}'),
        "<h1>Mines are safe</h1><h4 class=author>The state mining ministry</h4>",
        {"authors": ["The Harbour Post"]},
    ),
}

CASES = {**{f"authors: {name}": case for name, case in JSON_LD.items()}, **OTHERS}
