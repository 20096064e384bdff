"""Articles for tests of size: article(i) is always the same, and hardly any two are alike.

The sentences are this project's own. They stand in a frame as a news desk would write it: headline,
lead, reports of speech of every kind, a campaign, a closing; what differs are names, offices, bodies,
subjects, figures, and which sentences there are in which order.
"""
import json
import random

GIVEN = ("Айдар Ардақ Асхат Әсел Бауыржан Гүлнар Дина Ерлан Жанат Жандос Зарина Қайрат Қуаныш Лаура Мадина Мейрам "
         "Нұрлан Олжас Роза Сәуле Тимур Шынар").split()
SURNAMES = [(stem + "ов", stem + "ова") for stem in
            "Ахмет Әлім Байжан Дүйсен Ерғали Жақып Исмағұл Кәрім Қасым Мұқан Нұрпейіс Омар Рахым Сапар Төлеген".split()] + \
    [(stem + "ев", stem + "ева") for stem in "Мырзали Жанәли Серғали Қали Әбди Нәби".split()]
WOMEN = set("Ардақ Әсел Гүлнар Дина Зарина Лаура Мадина Роза Сәуле Шынар".split())
ROLES = ("министр|вице-министр|облыс әкімі|қала әкімі|аудан әкімінің орынбасары|басқарма басшысы|комитет төрағасы|"
         "баспасөз хатшысы|мектеп директоры|бас дәрігер|департамент директоры|қор жетекшісі|депутат|ғалым").split("|")
BODIES = ("Денсаулық сақтау министрлігі|Ауыл шаруашылығы министрлігі|Төтенше жағдайлар министрлігі|"
          "Энергетика министрлігі|Оқу-ағарту министрлігі|Көлік басқармасы|Қоршаған ортаны қорғау департаменті|"
          "Еңбек инспекциясы комитеті|«Жайлау су» ЖШС|«Дала энерго» АҚ|«Жас қанат» қоры|Облыстық статистика департаменті").split("|")
PLACES = ("Ақтөбеде|Көкшетауда|Қостанайда|Өскеменде|Таразда|Талдықорғанда|Түркістанда|Шымкентте|Атырауда|Оралда|"
          "Павлодарда|Семейде|Қызылордада|Жезқазғанда").split("|")
SUBJECTS = ("жаңа мектептің құрылысы|ауыл жолдарын жөндеу|су құбырын жаңарту|дәрігерлік амбулатория салу|"
            "егін жинау жұмысы|балабақшаларды жылыту|кітапхана қорын толықтыру|жастарды жұмысқа орналастыру|"
            "қоғамдық көлік бағытын өзгерту|тасқынға қарсы бөгет салу|көше жарығын ауыстыру|орман өртінің алдын алу").split("|")
PLANS = ("жұмыс күзге дейін аяқталады|қаржы толық бөлінді|мердігер анықталды|тұрғындардың пікірі ескеріледі|"
         "жоба сараптамадан өтті|нысан келесі жылы пайдалануға беріледі|қосымша {n} маман қажет|"
         "{n} отбасы жаңа баспанаға көшеді|шығын екі есеге азайды|бақылау күшейтіледі|{n} адам оқудан өтті").split("|")
NOUNS = ("жұмыстың мерзімінде аяқталатынын|қаржының толық бөлінгенін|мердігердің анықталғанын|"
         "тұрғындардың пікірі ескерілетінін|жобаның сараптамадан өткенін|нысанның келесі жылы берілетінін|"
         "қосымша {n} маман керек екенін|бақылаудың күшейтілетінін").split("|")
SAID = "деді|деп мәлімдеді|деп атап өтті|деп түсіндірді|деп хабарлады".split("|")
TOLD = "айтты|мәлімдеді|хабарлады|атап өтті|жеткізді".split("|")
CAMPAIGNS = ("«Таза бұлақ»|«Жасыл көше»|«Мектепке жол»|«Кітап – досым»|«Қауіпсіз қыс»|«Жылы жүрек»|«Бір тал егейік»").split("|")
HEADS = "акциясы|жобасы|бағдарламасы|науқаны|челленджі".split("|")
PLAIN = ("Былтыр өңірде осындай {n} нысан салынған.|Жұмысқа {n} техника жұмылдырылды.|Оған {n} миллион теңге жұмсалады.|"
         "Қазір құрылыс алаңында {n} адам жұмыс істейді.|Тұрғындар бұл мәселені бірнеше рет көтерген.|"
         "Нысанның жалпы аумағы – {n} шаршы метр.|Мұндай жиын {n} ауылда өтті.|Жөндеу кезінде көлік басқа бағытпен жүреді.").split("|")


def number(r, text):
    return text.replace("{n}", str(r.randint(2, 980)))


def person(r):
    given = r.choice(GIVEN)
    return f"{given} {r.choice(SURNAMES)[given in WOMEN]}"


def report(r, role, name, body):
    """A sentence in which somebody says something."""
    surname = name.split()[1]
    plan, noun = number(r, r.choice(PLANS)), number(r, r.choice(NOUNS))
    first = plan[0].upper() + plan[1:]
    return r.choice((
        f"«{first}», – {r.choice(SAID)} {role} {name}.",
        f"– {first}, – {r.choice(SAID)} {name}.",
        f"– {first}, – {r.choice(SAID)} {surname}. – {number(r, r.choice(PLANS)).capitalize()}.",
        f"{role.capitalize()} {name} {noun} {r.choice(TOLD)}.",
        f"{body} {noun} {r.choice(TOLD)}.",
        f"{name}: «{first}».",
        f"{role.capitalize()} {name} «{plan}» деп мәлімдеді.",
        f"Оның айтуынша, {plan}.",
        f"{body} мәліметінше, {plan}.",
    ))


def text_of(i):
    r = random.Random(i)
    place, subject, body = r.choice(PLACES), r.choice(SUBJECTS), r.choice(BODIES)
    people = [(r.choice(ROLES), person(r)) for _ in range(r.randint(1, 4))]
    campaign = f"{r.choice(CAMPAIGNS)} {r.choice(HEADS)}"
    blocks = [f"{place} {subject} басталды",
              f"{place} {subject} басталды. Бұл туралы {body} хабарлады.",
              f"Биыл өңірде {campaign} өтіп жатыр. {number(r, r.choice(PLAIN))}"]
    for _ in range(r.randint(2, 9)):
        role, name = r.choice(people)
        blocks.append(" ".join(r.choice((report(r, role, name, body), number(r, r.choice(PLAIN))))
                               for _ in range(r.randint(1, 4))))
    role, name = people[0]
    blocks.append(report(r, role, name, body))
    return "\n".join(blocks)


BAD = (b'{"id": "%d", "text": "\xff\xfe"}', b'{"id": "%d", "text": ', b'{"id": "%d", "text": ""}', b'{"id": "%d", "words": 5}',
       '{"id": "%d", "text": "Министр сообщил журналистам, что новая школа откроется уже осенью."}'.encode())


def record(i, bad_every=500):
    """A line of JSON; one in bad_every cannot be analysed, each in a way of its own."""
    if i % bad_every == bad_every - 1:
        return BAD[i // bad_every % len(BAD)] % i
    fields = {"id": f"n{i}", "text": text_of(i)}
    if i % 3 == 0:
        fields["date"] = f"2025-{i % 12 + 1:02d}-{i % 28 + 1:02d}"
    if i % 97 == 0:
        del fields["id"]
    return json.dumps(fields, ensure_ascii=False).encode()
