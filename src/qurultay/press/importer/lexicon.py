"""Which verb has which force? The table behind the importer, for a clerk to read and to correct.

UN drafting puts the force of an operative paragraph into its lead verb (design §4): "calls upon" asks,
"decides" binds the body itself, "pledges" makes a promise somebody must keep. A phrase is written as
one would look it up, its verb first; the forms "calls upon" and "called upon" follow from it. `be`
stands for am, are, is, was, were, remain, stand.

Invitations are divided by what follows: "invites States to report" asks for something and is a call;
"invites all to join us" is an offer.
"""

from collections.abc import Iterator

ENGLISH: dict[str, tuple[str, ...]] = {
    "pledge": (
        "pledge", "commit to", "commit ourselves to", "commit itself to", "commit themselves to", "recommit to",
        "recommit ourselves to", "recommit itself", "recommit themselves", "pledge itself to", "dedicate itself to", "undertake to", "promise", "vow", "swear", "guarantee", "dedicate ourselves to",
        "rededicate ourselves to", "devote ourselves to", "be committed to", "be determined to", "be resolved to",
        "be dedicated to", "continue to work", "assume the obligation", "strive to", "endeavour to", "endeavor to",
        "intend to", "stand by our commitment", "give our word", "bind ourselves", "bind themselves", "bind itself", "engage to",
        "engage ourselves to",
    ),
    "decision": (
        "decide", "resolve", "adopt", "establish", "approve", "endorse", "authorize", "authorise", "elect", "re-elect",
        "appoint", "nominate", "ratify", "set up", "create", "amend", "repeal", "dissolve", "enact", "accept", "agree",
        "constitute", "allocate", "determine that", "postpone", "extend the mandate", "renew the mandate", "instruct",
        "direct", "mandate", "task", "entrust", "charge", "delegate", "institute", "convene", "terminate", "suspend",
        "ordain", "concur", "confirm the appointment", "remain seized", "renew", "extend the term", "revoke", "rescind", "cancel",
        "abolish", "expel", "admit", "grant", "award", "confer", "promulgate",
        "inaugurate", "accede to", "withdraw from", "reserve the right",
    ),
    "declaration": (
        "declare", "affirm", "reaffirm", "recognize", "recognise", "note", "take note", "take into account", "welcome",
        "condemn", "deplore", "express", "emphasize", "emphasise", "stress", "underline", "underscore", "acknowledge",
        "consider", "recall", "reiterate", "commend", "regret", "reject", "support", "congratulate", "believe",
        "denounce", "mourn", "honour", "honor", "pay tribute", "pay homage", "thank", "proclaim", "state", "assert",
        "deem", "hold that", "stand with", "stand united", "stand in solidarity", "salute", "applaud", "appreciate",
        "protest", "oppose", "warn", "caution", "voice", "be concerned", "be alarmed", "be convinced", "be of the view",
        "be united", "be proud", "be aware", "be conscious", "be mindful", "be pleased", "be delighted", "be honoured", "be honored",
        "be grateful", "be thankful", "be shocked", "be saddened", "be outraged", "be dismayed", "be appalled", "be horrified",
        "be disturbed", "be troubled", "be worried", "be disappointed", "be encouraged", "be heartened", "be confident", "be certain",
        "be opposed to", "be against", "be indignant", "share the conviction", "share the concern", "share the belief",
        "remind", "pray for", "pray that", "doubt", "be happy", "be glad", "extend our", "extend its", "extend their", "convey our", "convey its", "send our",
        "join the", "join with", "join our voice", "join our voices", "associate ourselves with", "associate itself with", "trust that", "refer to", "lament", "disapprove of", "disassociate ourselves from", "dissociate ourselves from",
        "dissociate itself from", "distance ourselves from", "object to", "observe that", "realize", "realise", "find that",
        "conclude that", "send greetings", "greet", "advocate", "take pride in", "give credit", "extend our thanks", "extend its thanks",
        "extend our gratitude", "extend its gratitude", "extend our solidarity", "extend its solidarity", "extend greetings", "extend our condolences", "extend its condolences", "send our condolences", "wish to express", "look forward to", "bear in mind", "draw attention to", "attach", "maintain that",
        "confirm", "refuse to recognize", "refuse to recognise", "repudiate", "abhor", "value", "praise",
        "acclaim", "take the view", "remain concerned", "highlight", "share the view", "place on record", "record its",
        "point out", "give thanks", "celebrate", "remember",
    ),
    "call": (
        "call upon", "call on", "call for", "call to", "urge", "request", "demand", "encourage", "ask", "recommend",
        "exhort", "insist", "press for", "require", "summon", "adjure", "invite", "challenge", "propose that",
        "call out to", "expect", "advise", "suggest that", "counsel",
    ),
    "appeal": (
        "appeal to", "appeal for", "appeal", "implore", "beseech", "entreat", "plead with", "plead for", "beg",
        "pray", "make an appeal to", "address an appeal to", "launch an appeal to", "petition",
    ),
    "offer": (
        "offer", "be ready to", "be prepared to", "be willing to", "be open to", "extend an invitation", "extend our hand",
        "extend a hand", "open our doors", "volunteer to",
    ),
    "observance": ("proclaim", "designate", "commemorate", "observe", "set aside", "mark", "declare"),
}  # fmt: skip
"""English lead phrases by kind. Those under `observance` are one only where a day of the year is named with them."""

_WEAK = (
    "agree accept expect state value support mark observe require propose promise note share press charge task direct "
    "advise resolve believe consider remember celebrate challenge confirm appreciate attach voice create thank express "
    "intend strive"
)
WEAK_ALONE = frozenset(_WEAK.split())
"""Verbs whose plain use proves little: their confidence is lower."""

NOUNS: dict[str, str] = {
    "call": "call", "calls": "call", "request": "call", "demand": "call", "demands": "call", "urging": "call",
    "expectation": "call", "recommendation": "call", "recommendations": "call", "appeal": "appeal", "appeals": "appeal", "plea": "appeal", "invitation": "offer", "offer": "offer",
    "readiness": "offer", "willingness": "offer", "preparedness": "offer", "availability": "offer",
    "commitment": "pledge", "pledge": "pledge", "promise": "pledge", "determination": "pledge", "resolve": "pledge",
    "intention": "pledge", "vow": "pledge", "dedication": "pledge",
}  # fmt: skip
"""What "expresses its …", "reiterates its …", "our … is" stand for: the noun carries the force, not the verb."""

CARRIERS = (
    "express", "reiterate", "renew", "reaffirm", "repeat", "restate", "issue", "make", "extend", "launch", "address",
    "convey", "declare", "affirm", "confirm", "announce", "direct", "send", "voice", "state", "underline", "emphasize", "emphasise",
    "stress", "assert", "reassert", "underscore", "highlight", "record", "proclaim", "pronounce", "recall",
)  # fmt: skip
"""Verbs that leave the force to their noun."""

ADVERBS = (
    "hereby", "also", "further", "furthermore", "therefore", "thus", "again", "once again", "once more", "strongly",
    "solemnly", "urgently", "respectfully", "kindly", "unanimously", "firmly", "collectively", "jointly",
    "unequivocally", "categorically", "earnestly", "sincerely", "humbly", "deeply", "wholeheartedly", "formally",
    "officially", "specifically", "particularly", "especially", "publicly", "likewise", "additionally", "moreover",
    "consequently", "accordingly", "proudly", "fully", "expressly", "explicitly", "warmly", "resolutely", "steadfastly",
    "vehemently", "in the strongest terms", "in the strongest possible terms", "in particular", "in this regard",
    "in this context", "in this connection", "in that regard", "as well", "most", "very", "now", "today", "always",
    "individually and collectively", "without reservation", "simultaneously", "hence", "equally", "gratefully", "keenly",
    "then", "still", "together", "finally", "lastly", "notably", "herewith", "freely", "openly", "continuously",
)  # fmt: skip
"""Words that may stand between the subject and its verb, or before a lead verb."""

AUXILIARIES = (
    "would like to", "wish to", "wishes to", "want to", "wants to", "must", "do", "does", "did", "have", "has", "had", "can",
    "may", "am writing to", "are writing to", "write to", "writes to", "have decided to", "has decided to", "continue to",
    "continues to", "should like to", "desire to", "feel obliged to", "feel compelled to", "had to", "need to", "rise to",
    "shall", "will", "would", "take this opportunity to", "reserve the right to", "seek to", "am", "are", "is",
)  # fmt: skip

# Where the verb stands last, the words before it are what it governs; each form is written out.
VERB_LAST: dict[str, dict[str, tuple[str, ...]]] = {
    "ug": {
        "pledge": ("ۋەدە بەردۇق", "ۋەدە بەردى", "مەجبۇرىيەت ئالىدۇ", "مەجبۇرىيەت ئالىمىز", "قەسەم قىلىمىز", "ۋەدە بېرىدۇ", "ۋەدە بېرىمىز", "ۋەدە قىلىدۇ", "ۋەدە قىلىمىز", "كاپالەت بېرىدۇ", "كاپالەت بېرىمىز"),
        "decision": ("ماقۇللىدى", "ماقۇللىدۇق", "تەستىقلىدى", "بېكىتىدۇ", "بېكىتتى", "سايلىدى", "قۇردى", "قارار چىقىرىدۇ", "قارار چىقاردى", "تەيىنلەيدۇ", "قارار قىلىدۇ", "قارار قىلىمىز", "قارار قىلدى", "قارار قىلدۇق", "ماقۇللايدۇ", "تەستىقلايدۇ"),
        "declaration": (
            "قارشى ئالىدۇ", "قارشى ئالىمىز", "ئەسلەيدۇ", "ئەسلەيمىز", "تەبرىكلەيمىز", "قوللايدۇ", "قوللايمىز", "جاكارلىدى",
            "ئېلان قىلدى", "ئەيىبلىدى", "نارازىلىق بىلدۈرىمىز", "رەت قىلىدۇ", "رەت قىلىمىز", "جاكارلايدۇ", "جاكارلايمىز", "ئېلان قىلىدۇ", "ئېلان قىلىمىز", "ئەيىبلەيدۇ", "ئەيىبلەيمىز", "تەكىتلەيدۇ",
            "تەكىتلەيمىز", "بىلدۈرىدۇ", "بىلدۈرىمىز", "ئېتىراپ قىلىدۇ", "قارشى تۇرىدۇ", "قارشى تۇرىمىز",
        ),
        "call": (
            "چاقىرىق قىلىدۇ", "چاقىرىق قىلىمىز", "چاقىردى", "خىتاب قىلىدۇ", "خىتاب قىلىمىز", "تەلەپ قىلدى", "تەۋسىيە قىلىدۇ",
            "تەۋسىيە قىلىمىز", "چاقىرىدۇ", "چاقىرىمىز", "رىغبەتلەندۈرىدۇ", "رىغبەتلەندۈرىمىز", "تەلەپ قىلىدۇ", "تەلەپ قىلىمىز", "سورايمىز",
        ),
        "appeal": ("مۇراجىئەت قىلىدۇ", "مۇراجىئەت قىلىمىز", "ئۆتۈنىدۇ", "ئۆتۈنىمىز", "ئىلتىماس قىلىمىز", "ئۈمىد قىلىمىز"),
        "offer": ("تەكلىپ قىلىدۇ", "تەكلىپ قىلىمىز", "تەييار", "تەييارمىز"),
    },
    "kk": {
        "pledge": ("уәде бердік", "уәде берді", "кепілдік береді", "кепілдік береміз", "міндет аламыз", "серт етеміз", "уәде береді", "уәде береміз", "міндеттенеді", "міндеттенеміз", "уәде етеді", "уәде етеміз", "серт береміз"),
        "decision": (
            "ұйғарды", "ұйғарады", "ұйғарамыз", "қаулы қабылдады", "қаулы қабылдайды", "бекітті", "сайлады", "тағайындады",
            "тағайындайды", "құрады", "құрды", "қабылдады", "қабылдайды", "шешім қабылдайды", "шешеді", "шешті", "шештік", "шешім қабылдады", "шешім қабылдадық", "қаулы етеді", "бекітеді", "құрады"),
        "declaration": (
            "құптайды", "құптаймыз", "еске алады", "еске аламыз", "құттықтаймыз", "қарсы шығамыз", "қабылдамаймыз", "айыптады",
            "мәлімдеді", "қарсылық білдіреміз", "наразылық білдіреміз", "жариялайды", "жариялаймыз", "мәлімдейді", "мәлімдейміз", "айыптайды", "айыптаймыз", "атап өтеді", "атап өтеміз",
            "қолдайды", "қолдаймыз", "мойындайды", "мойындаймыз", "растайды", "растаймыз", "білдіреді", "білдіреміз",
        ),
        "call": (
            "үндеу тастаймыз", "үндеу тастайды", "шақырды", "талап етті", "ұсыныс жасаймыз", "кеңес береміз", "шақырады", "шақырамыз", "талап етеді", "талап етеміз", "сұрайды", "сұраймыз", "үндейді", "үндейміз",
        ),
        "appeal": ("өтінеді", "өтінеміз", "жүгінеді", "жүгінеміз", "өтініш білдіреді", "өтініш жасаймыз", "үміттенеміз", "үміт артамыз"),
        "offer": ("ұсынады", "ұсынамыз", "дайын", "дайынбыз"),
    },
    "tr": {
        "pledge": ("taahhüt eder", "taahhüt ediyoruz", "söz veriyoruz", "söz verir"),
        "decision": ("karar verir", "karar verdik", "kararlaştırır", "kararlaştırdı", "kabul eder"),
        "declaration": ("ilan eder", "ilan ediyoruz", "kınar", "kınıyoruz", "beyan eder", "beyan ediyoruz", "vurgular"),
        "call": ("çağırır", "çağırıyoruz", "çağrıda bulunuyoruz", "talep eder", "talep ediyoruz"),
        "appeal": ("rica eder", "rica ediyoruz", "başvuruyoruz", "umuyoruz"),
        "offer": ("davet eder", "davet ediyoruz", "hazırız"),
    },
}  # fmt: skip
VERB_FIRST: dict[str, dict[str, tuple[str, ...]]] = {
    "ru": {
        "pledge": ("обязуемся", "обязуется", "обещаем", "обещает"),
        "decision": ("постановляет", "постановляем", "решает", "решили", "решила", "утверждает", "учреждает", "избирает"),
        "declaration": (
            "заявляем", "заявляет", "провозглашаем", "провозглашает", "объявляем", "объявляет", "осуждаем", "осуждает",
            "подчеркиваем", "подчёркиваем", "подтверждаем", "подтверждает", "признаём", "признаем", "отвергаем",
        ),
        "call": ("призываем", "призывает", "требуем", "требует", "просим", "просит", "настоятельно призывает"),
        "appeal": ("обращаемся", "обращается", "умоляем"),
        "offer": ("предлагаем", "предлагает", "приглашаем", "приглашает", "готовы"),
    },
}  # fmt: skip

CLASSES: dict[str, dict[str, str]] = {
    "ug": {
        "خەلقئارا جەمئىيەت": "international-community", "دېموكراتىك دۆلەت": "democratic-nations", "ئەزا دۆلەت": "member-states",
        "دۆلەتلەر": "states", "ھۆكۈمەتلەر": "governments", "پارلامېنتلار": "parliaments", "تەشكىلاتلار": "organizations",
        "قوشنى": "neighbours", "دىنىي": "religious-communities", "ياش": "youth", "دىئاسپورا": "diaspora", "مۇساپىر": "diaspora",
        "مېدىيا": "media", "خەلقئارا تەشكىلات": "international-organizations",
    },
    "kk": {
        "халықаралық қауымдастық": "international-community", "демократиялық мемлекет": "democratic-nations",
        "демократиялық ел": "democratic-nations", "мүше мемлекет": "member-states", "мемлекеттер": "states",
        "үкіметтер": "governments", "парламенттер": "parliaments", "ұйымдар": "organizations", "елдер": "states",
        "халықаралық ұйым": "international-organizations", "бұқаралық ақпарат": "media",
        "көрші": "neighbours", "жастар": "youth", "диаспора": "diaspora", "халықаралық соттар": "courts", "әлем халықтары": "peoples",
    },
    "ru": {
        "международное сообщество": "international-community", "мировое сообщество": "international-community",
        "демократические": "democratic-nations", "государства": "states", "государствам": "states",
        "правительства": "governments", "парламенты": "parliaments", "организации": "organizations", "страны": "states",
    },
    "tr": {
        "uluslararası toplum": "international-community", "demokratik": "democratic-nations", "devletleri": "states",
        "hükümetleri": "governments", "parlamentoları": "parliaments", "devletlere": "states",
    },
}  # fmt: skip
"""Kinds of addressee in languages whose nouns change their endings: the stem as it begins, and its slug."""

_HEADS = (
    "states nations governments countries parliaments parliamentarians legislators parties organizations organisations "
    "institutions bodies media individuals people peoples community communities society authorities leaders members "
    "actors partners allies diaspora world universities businesses companies corporations journalists citizens donors "
    "stakeholders agencies friends supporters forces groups youth women scholars academics artists lawyers believers "
    "mankind humanity conscience entities rapporteurs churches unions assemblies delegations everyone all others "
    "compatriots democracies publishers observers programmes funds press public consulates embassies banks museums schools "
    "teachers families readers workers farmers artists athletes officials persons refugees holders mechanisms procedures "
    "experts scientists researchers observers missions funds tribunals courts municipalities cities regions tribes villages elders "
    "leaders editors activists colleagues neighbours neighbors signatories delegates representatives legislatures ministries "
    "congregations chambers federations foundations coalitions platforms manufacturers retailers investors shareholders "
    "belligerents combatants creditors lenders employers clergy priests imams brothers sisters troops militias counterparts "
    "providers operators landowners settlers voters electors deputies ministers presidents rulers judges prosecutors jurists "
    "academies archives libraries broadcasters newspapers correspondents powers households clans affiliates staff"
)
CLASS_HEADS = frozenset(_HEADS.split())
"""The last words of names of kinds of addressee: "all democratic nations" is a class, "the Government of Osmark" is not."""


_OFFICES = (
    "government parliament president minister ministry court council committee authority leadership regime secretary commissioner "
    "office delegation embassy union assembly congress secretariat bureau board treasurer speaker prosecutor tribunal police "
    "administration agency governor mayor director envoy consulate registrar mission army military forces militia junta "
    "department directorate federation synod senate cabinet commission presidium chancellery"
)
OFFICE_HEADS = frozenset(_OFFICES.split())
"""The last words of names of one office or institution, however small they are written."""


def forms(phrase: str) -> Iterator[str]:
    """The forms of an English lead phrase: as it is, in the third person, in the past.

    >>> list(forms("call upon")), list(forms("apply for"))
    (['call upon', 'calls upon', 'called upon'], ['apply for', 'applies for', 'applied for'])
    """
    verb, _, rest = phrase.partition(" ")
    tail = f" {rest}" if rest else ""
    if verb == "be":
        yield from (
            f"{being}{tail}" for being in ("am", "are", "is", "was", "were", "remain", "remains", "stand", "stands")
        )
        return
    yield phrase
    yield third_person(verb) + tail
    yield past(verb) + tail


_IRREGULAR = {
    "undertake": "undertook", "hold": "held", "take": "took", "set": "set", "beseech": "besought", "plead": "pleaded",
    "make": "made", "stand": "stood", "bear": "bore", "draw": "drew", "give": "gave", "pay": "paid", "swear": "swore",
    "beg": "begged", "submit": "submitted", "commit": "committed", "recommit": "recommitted", "regret": "regretted",
    "send": "sent", "abhor": "abhorred", "concur": "concurred",
}  # fmt: skip


def third_person(verb: str) -> str:
    """The verb as "the Assembly …" takes it.

    >>> third_person("stress"), third_person("deny"), third_person("pay")
    ('stresses', 'denies', 'pays')
    """
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")


def past(verb: str) -> str:
    """The verb as a report has it.

    >>> past("urge"), past("commit"), past("deny")
    ('urged', 'committed', 'denied')
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ied"
    return verb + ("d" if verb.endswith("e") else "ed")


_PERSONS = (("йды", "ймыз"), ("йді", "йміз"), ("ады", "амыз"), ("еді", "еміз"), ("ىدۇ", "ىمىز"), ("يدۇ", "يمىز"))
"""How a body ("it decides") and its members ("we decide") say the same in the present tense, in Kazakh and Uyghur."""


def persons(phrase: str) -> Iterator[str]:
    """A phrase whose verb stands last as the body says it and as its members do.

    >>> list(persons("шешім қабылдайды")), list(persons("چاقىرىمىز"))
    (['шешім қабылдайды', 'шешім қабылдаймыз'], ['چاقىرىمىز', 'چاقىرىدۇ'])
    """
    yield phrase
    for theirs, ours in _PERSONS:
        if phrase.endswith(ours):
            yield phrase.removesuffix(ours) + theirs
        elif phrase.endswith(theirs):
            yield phrase.removesuffix(theirs) + ours
