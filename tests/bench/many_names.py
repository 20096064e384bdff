#!/usr/bin/env python3
"""An article of 1 MB with 5,000 mentions of different people and bodies, for the benchmark of names.

many_names.py DIR writes DIR/names.txt. No name stands twice: what the analysis keeps of each must not
be gone through again for the next.
"""
import itertools
import pathlib
import sys

SIZE, MENTIONS = 1 << 20, 5000
GIVEN = "Асқар Болат Дәурен Ерлан Жанат Қайрат Мұрат Нұрлан Руслан Серік Талғат Шыңғыс".split()
FIRST = "Ай Бек Дос Ер Жан Қай Мақ Нұр Ора Сей Тоқ Шал Әбді Құл Мәм Рыс".split()
SECOND = "бай бек ғали дар жан қан лан мұрат нар сар тай тас хан шер".split()
ENDING = "ов ев ин бекұлы".split()
HEADS = "қорының компаниясының университетінің орталығының".split()
FILL = ("Жиынға келгендер жол жөндеу, су құбырын тарту және мектеп салу жайын ұзақ талқылады. "
        "Ауылдағы үйлердің көбіне жарық былтыр тартылған еді.")


def main():
    directory = pathlib.Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    surnames = [a + b + c for a, b, c in itertools.product(FIRST, SECOND, ENDING)]
    bodies = [f"{a}{b} {c.capitalize()}" for a, b, c in itertools.product(FIRST, SECOND, SECOND)]
    people = (f"{GIVEN[i % len(GIVEN)]} {surnames[i * 37 % len(surnames)]}" for i in range(MENTIONS))
    parts, size = [], 0
    for i, (person, body) in enumerate(zip(people, bodies)):
        if 2 * i == MENTIONS:
            break
        head = HEADS[i % len(HEADS)]
        parts.append(f"«{body}» {head} басшысы {person} есеп берді. {FILL}\n")
        size += len(parts[-1].encode())
    parts.append((FILL + "\n") * ((SIZE - size) // len((FILL + "\n").encode()) + 1))
    (directory / "names.txt").write_text("".join(parts))


main()
