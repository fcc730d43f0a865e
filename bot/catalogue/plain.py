"""How each language writes numbers, dates and lists."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "plain.thousands": Phrase(en=",", es=".", fr="\u202f", de=".", pt="."),
    "plain.decimal": Phrase(en=".", es=",", fr=",", de=",", pt=","),
    "plain.months": Phrase(
        en="January February March April May June July August September October November December",
        es="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        fr="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        de="Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        pt="janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    ),
    "plain.date": Phrase(
        en="{day} {month} {year}",
        es="{day} de {month} de {year}",
        fr="{day} {month} {year}",
        de="{day}. {month} {year}",
        pt="{day} de {month} de {year}",
    ),
    "plain.dates": Phrase(
        en="{first} to {last}",
        es="del {first} al {last}",
        fr="du {first} au {last}",
        de="{first} bis {last}",
        pt="de {first} a {last}",
    ),
    "plain.more": Phrase(
        en="{names} and {n} more",
        es="{names} y {n} más",
        fr="{names} et {n} de plus",
        de="{names} und {n} weitere",
        pt="{names} e mais {n}",
    ),
    "plain.articles": Phrase(
        en="{n} article|{n} articles",
        es="{n} artículo|{n} artículos",
        fr="{n} article|{n} articles",
        de="{n} Artikel|{n} Artikel",
        pt="{n} artigo|{n} artigos",
    ),
    "plain.passages": Phrase(
        en="{n} passage|{n} passages",
        es="{n} pasaje|{n} pasajes",
        fr="{n} passage|{n} passages",
        de="{n} Passage|{n} Passagen",
        pt="{n} trecho|{n} trechos",
    ),
}
